import type { SecretClass } from "../formats/classes.ts";

/**
 * Members, fields, query parameters and variables whose value is a secret, beyond those with an ending below. Names are compared
 * without case and without anything that is no letter or digit, so that `accessToken`, `access_token` and `Access-Token` are one.
 */
export const SECRET_NAMES: Readonly<Record<SecretClass, readonly string[]>> = {
  password: [
    "pw",
    "passcode",
    "pin",
    "pincode",
    "otp",
    "otpcode",
    "mfa",
    "totp",
    "recoverycode",
    "backupcode",
    "securityanswer",
    "psk",
    "onetimecode",
    "verificationcode",
    "usercode",
    "senha",
    "mdp",
    "암호",
  ],
  token: [
    "jwt",
    "bearer",
    "oauth2bearer",
    "csrf",
    "xsrf",
    "authorization",
    "auth",
    "assertion",
    "clientassertion",
    "samlrequest",
    "samlresponse",
    "relaystate",
    "devicecode",
    "authreqid",
    "idtokenhint",
    "grecaptcharesponse",
    "hcaptcharesponse",
  ],
  cookie: ["sid", "phpsessid", "connectsid"],
  key: [
    "sshkey",
    "fernetkey",
    "sslkey",
    "encryptedkey",
    "decryptionkey",
    "decryptkey",
    "storagekey",
    "serverkey",
    "integrationkey",
    "instrumentationkey",
    "sessionkey",
    "rabbitmqerlangcookie",
    "awsaccesskeyid",
    "accesskeyid",
    "accountkey",
    "secretkeybase",
    "appkey",
    "loggedinkey",
    "noncekey",
    "tempurlkey",
    "tempurlkey2",
    "subscriptionkey",
  ],
  secret: [
    "credential",
    "credentials",
    "codeverifier",
    "connectionstring",
    "webhookurl",
    "mnemonic",
    "seedphrase",
    "userdata",
    "personality",
    "configdrive",
    "cvv",
    "cvc",
    "cardnumber",
    "iban",
    "ssn",
  ],
  signature: ["signature", "sig", "hmac", "tempurlsig", "qsignature"],
  code: [],
  user: [],
};

/** The same for names that are this or end so: `admin_password`, `X-Amz-Security-Token`. */
export const SECRET_ENDINGS: readonly (readonly [ending: string, secretClass: SecretClass])[] = [
  ["password", "password"],
  ["passwd", "password"],
  ["pass", "password"],
  ["pwd", "password"],
  ["passphrase", "password"],
  // German, French, Spanish, Dutch, Polish, Swedish, Russian, Korean, Japanese, Chinese.
  ["passwort", "password"],
  ["kennwort", "password"],
  ["motdepasse", "password"],
  ["contraseña", "password"],
  ["wachtwoord", "password"],
  ["hasło", "password"],
  ["lösenord", "password"],
  ["пароль", "password"],
  ["비밀번호", "password"],
  ["パスワード", "password"],
  ["密码", "password"],
  ["密碼", "password"],
  ["token", "token"],
  ["secret", "secret"],
  ["sessionid", "cookie"],
  ["apikey", "key"],
  ["privatekey", "key"],
  ["secretkey", "key"],
  ["accesskey", "key"],
  ["authkey", "key"],
  ["masterkey", "key"],
  ["encryptionkey", "key"],
  ["signingkey", "key"],
  ["sharedkey", "key"],
  ["hmackey", "key"],
  ["functionkey", "key"],
  ["amzsignature", "signature"],
  ["googsignature", "signature"],
  ["amzcredential", "key"],
  ["googcredential", "key"],
];

/** What may follow such an ending: `password2`, `apiKeyValue`, `private_key_pem`. */
export const SECRET_QUALIFIER =
  /(?:\d+|value|confirm|confirmation|repeat|again|pem|base64|b64|string|binary|plain|enc|encrypted|text|hash|data|new|old|current|c)$/;

/** Names that end so and are no secrets: places in a list, and what lets pass. */
export const PUBLIC_NAMES: ReadonlySet<string> = new Set([
  "bypass",
  "compass",
  "pagetoken",
  "nextpagetoken",
  "previouspagetoken",
  "prevpagetoken",
  "nexttoken",
  "continuationtoken",
  "synctoken",
  "nextsynctoken",
]);

/** Variables of the environment, as they are written, that are named like a secret and hold a folder or a program. */
export const PUBLIC_VARIABLES: ReadonlySet<string> = new Set([
  "PWD",
  "OLDPWD",
  "GIT_ASKPASS",
  "SSH_ASKPASS",
  "SUDO_ASKPASS",
]);

/** Members whose own name says nothing, by the end of their path: a Keystone token used to sign in, or issued (v2). */
export const SECRET_PATHS: Readonly<Record<string, SecretClass>> = {
  "auth.identity.token.id": "token",
  "access.token.id": "token",
};
