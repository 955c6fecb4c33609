<?php

declare(strict_types=1);

const TOLERANCE_SECONDS = 300;
const MAX_BODY_BYTES = 1024 * 1024;

final class Refused extends RuntimeException
{
    public function __construct(public readonly int $status, string $reason)
    {
        parent::__construct($reason);
    }
}

/** One secret, or several with spaces between them while one is being rotated. */
function decodeSecrets(string $secrets): array
{
    $keys = [];
    foreach (preg_split('/ +/', $secrets, -1, PREG_SPLIT_NO_EMPTY) as $secret) {
        $key = str_starts_with($secret, 'whsec_') ? base64_decode(substr($secret, 6), true) : false;
        if ($key === false || strlen($key) < 24) {
            throw new RuntimeException('HOOK_SECRET must be whsec_ and the base64 of at least 24 bytes');
        }
        $keys[] = $key;
    }
    if ($keys === []) {
        throw new RuntimeException('HOOK_SECRET is not set');
    }
    return $keys;
}

function anyMatches(string $content, array $keys, array $signatures): bool
{
    foreach ($keys as $key) {
        $expected = 'v1,' . base64_encode(hash_hmac('sha256', $content, $key, true));
        foreach ($signatures as $signature) {
            if (hash_equals($expected, $signature)) {
                return true;
            }
        }
    }
    return false;
}

/** The parsed message. $body is the raw bytes, before any parser. */
function verify(string $id, string $timestamp, string $signatures, string $body, array $keys): array
{
    if (!preg_match('~\A[!-\-/-\~]{1,256}\z~', $id) || trim($signatures) === '') {
        throw new Refused(400, 'a header is missing or malformed');
    }
    if (!preg_match('/\A[0-9]{1,12}\z/', $timestamp)) {
        throw new Refused(400, 'webhook-timestamp is not a number of seconds');
    }
    if (abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) {
        throw new Refused(400, 'the message is too old, or a clock is wrong');
    }
    if (!anyMatches("$id.$timestamp.$body", $keys, explode(' ', $signatures))) {
        throw new Refused(401, 'no signature matches');
    }
    $message = json_decode($body, true);
    if (!is_array($message)) {
        throw new Refused(400, 'the body is not the expected JSON');
    }
    return $message;
}

/** Stands for a table with a unique id: INSERT … ON CONFLICT DO NOTHING, committed before the answer. */
function store(string $id, array $message): void
{
    $folder = getenv('HOOK_STORE') ?: sys_get_temp_dir() . '/hookline-received';
    if (!is_dir($folder) && !@mkdir($folder, 0700, true) && !is_dir($folder)) {
        throw new RuntimeException("cannot create $folder");
    }
    $file = @fopen("$folder/" . hash('sha256', $id), 'x'); // 'x' fails when the file exists
    if ($file === false) {
        if (file_exists("$folder/" . hash('sha256', $id))) {
            return; // a repetition of what is here already
        }
        throw new RuntimeException("cannot write to $folder");
    }
    fwrite($file, json_encode($message, JSON_THROW_ON_ERROR));
    fclose($file);
    error_log("stored $id {$message['type']}"); // the work itself is done later, from the store
}

function receive(): int
{
    if ($_SERVER['REQUEST_METHOD'] !== 'POST' || $_SERVER['REQUEST_URI'] !== '/hook') {
        return 404;
    }
    $body = file_get_contents('php://input');
    if ($body === false || strlen($body) > MAX_BODY_BYTES) {
        return 413;
    }
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    $signatures = $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '';
    try {
        $keys = decodeSecrets((string) getenv('HOOK_SECRET'));
        store($id, verify($id, $timestamp, $signatures, $body, $keys));
        return 204;
    } catch (Refused $refusal) {
        error_log("refused: {$refusal->getMessage()}");
        return $refusal->status;
    } catch (Throwable $error) {
        error_log($error->getMessage()); // not stored: the sender will try again
        return 500;
    }
}

http_response_code(receive());
