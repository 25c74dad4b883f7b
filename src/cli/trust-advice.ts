/** How to make a client trust the authority for good; `record -- COMMAND` sets all of it for one run by itself. */
const ADVICE: readonly (readonly [client: string, how: string])[] = [
  ["curl", "curl --cacert {}, or CURL_CA_BUNDLE={}"],
  ["Python requests, pip", "REQUESTS_CA_BUNDLE={} (replaces the list of certifi: append to a copy of it)"],
  ["Python ssl, urllib", "SSL_CERT_FILE={} (replaces the system's list)"],
  ["openstack", "--os-cacert {}, or OS_CACERT={}"],
  ["Node", "NODE_EXTRA_CA_CERTS={} (adds to its list)"],
  ["git", "git -c http.sslCAInfo={}, or GIT_SSL_CAINFO={}"],
  ["Java", "keytool -importcert -cacerts -alias wirewalk -file {}"],
  ["Firefox", "Settings, Certificates, Authorities, Import"],
  ["Debian, Ubuntu", "cp {} /usr/local/share/ca-certificates/wirewalk.crt && update-ca-certificates"],
  ["Fedora, RHEL", "cp {} /etc/pki/ca-trust/source/anchors/wirewalk.pem && update-ca-trust"],
  ["macOS, Chrome, Safari", "security add-trusted-cert -k ~/Library/Keychains/login.keychain-db {}"],
  ["Windows, Chrome, Edge", "certutil -user -addstore Root {}"],
];

export function formatTrustAdvice(file: string): string {
  const width = Math.max(...ADVICE.map(([client]) => client.length));
  return ADVICE.map(([client, how]) => `  ${client.padEnd(width)}  ${how.replaceAll("{}", file)}\n`).join("");
}
