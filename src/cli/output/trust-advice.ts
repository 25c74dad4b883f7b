type Advice = readonly (readonly [client: string, how: string])[];

/** How to make a client trust the authority for one run; `record -- COMMAND` sets all of it by itself. */
const FOR_ONE_RUN: Advice = [
  ["curl", "curl --cacert {}, or CURL_CA_BUNDLE={}"],
  ["Python requests, pip", "REQUESTS_CA_BUNDLE={} (replaces the list of certifi: append to a copy of it)"],
  ["Python ssl, urllib", "SSL_CERT_FILE={} (replaces the system's list)"],
  ["openstack", "--os-cacert {}, or OS_CACERT={}"],
  ["Node", "NODE_EXTRA_CA_CERTS={} (adds to its list)"],
  ["git", "git -c http.sslCAInfo={}, or GIT_SSL_CAINFO={}"],
];

/** How to make a client trust it permanently. */
const FOR_GOOD: Advice = [
  ["Java", "keytool -importcert -cacerts -alias wirewalk -file {}"],
  ["Firefox", "Settings, Certificates, Authorities, Import"],
  ["Debian, Ubuntu", "cp {} /usr/local/share/ca-certificates/wirewalk.crt && update-ca-certificates"],
  ["Fedora, RHEL", "cp {} /etc/pki/ca-trust/source/anchors/wirewalk.pem && update-ca-trust"],
  ["macOS, Chrome, Safari", "security add-trusted-cert -k ~/Library/Keychains/login.keychain-db {}"],
  ["Windows, Chrome, Edge", "certutil -user -addstore Root {}"],
];

/** How to make each client trust the CA certificate in this file, for one run or permanently. */
export function formatTrustAdvice(file: string): string {
  return format([...FOR_ONE_RUN, ...FOR_GOOD], file);
}

/** The same, only for one run. */
export function formatRunTrustAdvice(file: string): string {
  return format(FOR_ONE_RUN, file);
}

function format(advice: Advice, file: string): string {
  const width = Math.max(...advice.map(([client]) => client.length));
  return advice.map(([client, how]) => `  ${client.padEnd(width)}  ${how.replaceAll("{}", file)}\n`).join("");
}
