/**
 * A self-signed certificate for 127.0.0.1, localhost and receiver.example, valid for a century. Made
 * for tests and used nowhere else; its key is no secret.
 */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPL+A4Vn8fgSuAb8N
P6nLMQYE6jK0bJLCYLU4n47XKnShRANCAAQAWmoLC/9aZ/DEncSXbfcZ8R2T/aLj
WYkh9i5kefHux/gDke+Lqs7qP4rduUiVTvKIgx172qKggIfzAYEcfPWv
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIByDCCAW6gAwIBAgIUW/LOPgzjjNynlt7zmvcsj6Ab8UswCgYIKoZIzj0EAwIw
ITEfMB0GA1UEAwwWaG9va2xpbmUgdGVzdCByZWNlaXZlcjAgFw0yNjExMjIwMTA3
NDVaGA8yMTI2MTAyOTAxMDc0NVowITEfMB0GA1UEAwwWaG9va2xpbmUgdGVzdCBy
ZWNlaXZlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABABaagsL/1pn8MSdxJdt
9xnxHZP9ouNZiSH2LmR58e7H+AOR74uqzuo/it25SJVO8oiDHXvaoqCAh/MBgRx8
9a+jgYEwfzAdBgNVHQ4EFgQU5IWM0EHgX4bK0IjXD6WeEDBZNX0wHwYDVR0jBBgw
FoAU5IWM0EHgX4bK0IjXD6WeEDBZNX0wDwYDVR0TAQH/BAUwAwEB/zAsBgNVHREE
JTAjgglsb2NhbGhvc3SCEHJlY2VpdmVyLmV4YW1wbGWHBH8AAAEwCgYIKoZIzj0E
AwIDSAAwRQIhAOuTHrdZK2vOd1nva/8Ow/bmcUACKRXHvJYDcufCXTvtAiAArxxE
eFrV7hRRJJsNcxR6Ks4t+Y2Leqcbauozhp+ceg==
-----END CERTIFICATE-----
`,
};
