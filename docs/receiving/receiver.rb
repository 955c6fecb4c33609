require 'json'
require 'openssl'
require 'socket'
require 'timeout'

TOLERANCE_SECONDS = 300
MAX_BODY_BYTES = 1024 * 1024

class Refused < StandardError
  attr_reader :status

  def initialize(status, reason)
    super(reason)
    @status = status
  end
end

def decode_secret(secret)
  abort 'HOOK_SECRET must be one or more secrets that start with whsec_' unless secret.start_with?('whsec_')
  key = secret.delete_prefix('whsec_').unpack1('m0') # strict base64
  abort 'HOOK_SECRET has fewer than 24 bytes' if key.bytesize < 24
  key
end

# The parsed message; raises Refused. `headers` by lower-case name, `body` the raw bytes, before any
# parser (in Rack: request.body.read).
def verify(headers, body, keys)
  id = headers.fetch('webhook-id', '')
  timestamp = headers.fetch('webhook-timestamp', '')
  signatures = headers.fetch('webhook-signature', '').split(' ')
  raise Refused.new(400, 'a header is missing or malformed') if id !~ /\A[!-\-\/-~]{1,256}\z/ || signatures.empty?
  raise Refused.new(400, 'webhook-timestamp is not a number of seconds') if timestamp !~ /\A[0-9]{1,12}\z/
  raise Refused.new(400, 'too old, or a clock is wrong') if (Time.now.to_i - timestamp.to_i).abs > TOLERANCE_SECONDS

  matches = keys.any? do |key|
    digest = OpenSSL::HMAC.digest('SHA256', key, "#{id}.#{timestamp}.".b + body)
    expected = "v1,#{[digest].pack('m0')}"
    signatures.any? { |each| OpenSSL.secure_compare(expected, each) }
  end
  raise Refused.new(401, 'no signature matches') unless matches

  JSON.parse(body.dup.force_encoding('UTF-8'))
rescue JSON::ParserError
  raise Refused.new(400, 'the body is not JSON')
end

# One secret, or several with spaces between them while one is being rotated.
KEYS = ENV.fetch('HOOK_SECRET', '').split.map { |secret| decode_secret(secret) }
abort 'HOOK_SECRET is not set' if KEYS.empty?

# Stands for a table with a unique id: INSERT … ON CONFLICT DO NOTHING, committed before the answer.
STORED = {}
LOCK = Mutex.new

def store(id, message)
  LOCK.synchronize do
    return if STORED.key?(id) # a repetition of what is here already

    STORED[id] = true
    puts "stored #{id} #{message['type']}" # the work itself is done later, from the table
  end
end

# From here on: as much of an HTTP server as fits, because Ruby no longer comes with one. In an
# application, Rack does this part.
REASONS = {
  204 => 'No Content', 400 => 'Bad Request', 401 => 'Unauthorized', 404 => 'Not Found',
  413 => 'Content Too Large', 500 => 'Internal Server Error'
}.freeze

def read_head(socket)
  request_line = socket.gets("\r\n", 8192).to_s
  headers = {}
  100.times do
    line = socket.gets("\r\n", 16_384).to_s.chomp
    return [request_line, headers] if line.empty?

    name, value = line.split(':', 2)
    headers[name.downcase] = value.to_s.strip
  end
  raise Refused.new(400, 'too many headers')
end

def receive(socket)
  request_line, headers = read_head(socket)
  length = headers['content-length'].to_s
  return 404 unless request_line.start_with?('POST /hook ') && length.match?(/\A[0-9]{1,12}\z/)
  return 413 if length.to_i > MAX_BODY_BYTES

  body = socket.read(length.to_i).to_s
  store(headers['webhook-id'], verify(headers, body, KEYS))
  204
rescue Refused => e
  warn "refused: #{e.message}"
  e.status
rescue StandardError => e
  warn e.full_message # not stored: the sender will try again
  500
end

def serve(socket)
  socket.binmode
  status = Timeout.timeout(15) { receive(socket) }
  length = status == 204 ? '' : "content-length: 0\r\n"
  socket.write("HTTP/1.1 #{status} #{REASONS.fetch(status)}\r\n#{length}connection: close\r\n\r\n")
rescue IOError, SystemCallError, Timeout::Error => e
  warn e.message
ensure
  socket.close
end

$stdout.sync = true
server = TCPServer.new('127.0.0.1', Integer(ENV.fetch('PORT', '8080')))
puts "listening on http://127.0.0.1:#{server.addr[1]}/hook"
loop { Thread.new(server.accept) { |socket| serve(socket) } }
