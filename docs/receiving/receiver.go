package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	toleranceSeconds = 300
	maxBodyBytes     = 1024 * 1024
)

var (
	idPattern        = regexp.MustCompile(`^[!-\-/-~]{1,256}$`)
	timestampPattern = regexp.MustCompile(`^[0-9]{1,12}$`)
)

type message struct {
	ID        string          `json:"id"`
	Type      string          `json:"type"`
	Timestamp time.Time       `json:"timestamp"`
	Data      json.RawMessage `json:"data"`
}

type refusal struct {
	status int
	reason string
}

func decodeSecret(secret string) ([]byte, error) {
	encoded := strings.TrimPrefix(secret, "whsec_")
	if encoded == secret {
		return nil, errors.New("a secret must start with whsec_")
	}
	key, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(key) < 24 {
		return nil, errors.New("a secret is not the base64 of at least 24 bytes")
	}
	return key, nil
}

// verify answers the parsed message. The body is the raw bytes, before any parser.
func verify(header http.Header, body []byte, keys [][]byte) (*message, *refusal) {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	signatures := strings.Fields(header.Get("webhook-signature"))
	if !idPattern.MatchString(id) || len(signatures) == 0 {
		return nil, &refusal{http.StatusBadRequest, "a header is missing or malformed"}
	}
	if !timestampPattern.MatchString(timestamp) {
		return nil, &refusal{http.StatusBadRequest, "webhook-timestamp is not a number of seconds"}
	}
	sent, _ := strconv.ParseInt(timestamp, 10, 64)
	if age := time.Now().Unix() - sent; age > toleranceSeconds || -age > toleranceSeconds {
		return nil, &refusal{http.StatusBadRequest, "the message is too old, or a clock is wrong"}
	}
	if !anyMatches(id+"."+timestamp+".", body, keys, signatures) {
		return nil, &refusal{http.StatusUnauthorized, "no signature matches"}
	}
	var parsed message
	if err := json.Unmarshal(body, &parsed); err != nil {
		return nil, &refusal{http.StatusBadRequest, "the body is not the expected JSON"}
	}
	return &parsed, nil
}

func anyMatches(prefix string, body []byte, keys [][]byte, signatures []string) bool {
	for _, key := range keys {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(prefix))
		mac.Write(body)
		expected := []byte("v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)))
		for _, signature := range signatures {
			if hmac.Equal(expected, []byte(signature)) {
				return true
			}
		}
	}
	return false
}

// store stands for a table with a unique id: INSERT … ON CONFLICT DO NOTHING, committed before the
// answer.
type store struct {
	mutex sync.Mutex
	ids   map[string]bool
}

func (s *store) add(id string, m *message) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.ids[id] {
		return // a repetition of what is here already
	}
	s.ids[id] = true
	fmt.Println("stored", id, m.Type) // the work itself is done later, from the table
}

func receive(keys [][]byte, stored *store) http.HandlerFunc {
	return func(response http.ResponseWriter, request *http.Request) {
		if request.Method != http.MethodPost {
			response.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		var body bytes.Buffer
		if _, err := io.Copy(&body, http.MaxBytesReader(response, request.Body, maxBodyBytes)); err != nil {
			response.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		parsed, refused := verify(request.Header, body.Bytes(), keys)
		if refused != nil {
			log.Println("refused:", refused.reason)
			response.WriteHeader(refused.status)
			return
		}
		stored.add(request.Header.Get("webhook-id"), parsed)
		response.WriteHeader(http.StatusNoContent)
	}
}

func main() {
	var keys [][]byte
	// One secret, or several with spaces between them while one is being rotated.
	for _, secret := range strings.Fields(os.Getenv("HOOK_SECRET")) {
		key, err := decodeSecret(secret)
		if err != nil {
			log.Fatal("HOOK_SECRET: ", err)
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		log.Fatal("HOOK_SECRET is not set")
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/hook", receive(keys, &store{ids: map[string]bool{}}))
	fmt.Printf("listening on http://%s/hook\n", listener.Addr())
	server := &http.Server{ReadTimeout: 15 * time.Second}
	log.Fatal(server.Serve(listener))
}
