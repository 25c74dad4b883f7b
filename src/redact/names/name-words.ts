/**
 * Parts of the names of secrets: for each name in the neighboring tables there is one here, in ASCII letters alone; texts are searched for
 * them before any other check. In regular expressions they are used literally.
 */
export const NAME_WORDS: readonly string[] = (
  "pass pwd otp mfa secret token key auth cred psk jwt csrf xsrf assertion saml sid session verifier connection hook personality cvv cvc card " +
  "iban ssn sig hmac cookie bearer mnemonic phrase answer pin code macaroon crumb captcha wpnonce client-id honeycomb-team lw-uaks community art-api turnstile sonarlogin sonar.login identity-header " +
  // Parts of sign-ins.
  "actionhandle action_handle statehandle state_handle temporaryproof temporary_proof cloneticket clone_ticket vncticket vnc_ticket dtsg signedrequest signed_request " +
  // In other languages.
  "senha mdp kennwort wachtwoord geheim segre jeton heslo salasana adgang kodeord jelsz katasandi kata_sandi matkhau mat_khau chiave chave " +
  "clavesecreta clave_secreta sifre wagwoord contraseny contrasinal pasahitz fjalekalim cyfrinair parool salasona slaptazod geslo lozink " +
  "katalaluan kata_laluan nenosiri kontraseny kodikos losenord clientsec client_sec client-sec pswd dpop " +
  // Personal access tokens: `pat` alone begins many words.
  "hubpat hub_pat labpat lab_pat opspat ops_pat adopat ado_pat"
).split(" ");
