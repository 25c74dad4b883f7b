import { expect, test } from "vitest";

import { isTimeName } from "../../src/replay/time-names.ts";

test.each(
  (
    "exp nbf iat expires Expires expiry expiration expire expires_at expiresAt ExpiresAt EXPIRES_AT expires-on expiration_time exp_ms " +
    "expiresAtMillis expires_unix expirydate X-RateLimit-Reset ratelimit_reset rate_limit_reset_at valid_until validTo notAfter " +
    "not_before NotOnOrAfter retry_after deadline until due_date dueOn current_period_end trial_end next_run nextRefresh startTime " +
    "scheduled_time timestamp start_timestamp $date cancel_at reset expires_at_epoch_seconds deadlines"
  ).split(" "),
)("%s is the name of a time", (name) => {
  expect(isTimeName(name)).toBe(true);
});

test.each(
  (
    "id size price amount phone count candidate update update_id date_id timeout timeout_id estimated_bytes lifetime life_time " +
    "elapsed_time runTime uptime total_time time times attempts state category next next_cursor after before end start offset " +
    "validated_by valid_phone phone_valid refresh_token_id expired_ids at_bytes look_at_id format stat seq value seconds ms epoch_id " +
    "resets_left reset_count mandate sedate exploit export experience expanded number long total"
  ).split(" "),
)("%s is not", (name) => {
  expect(isTimeName(name)).toBe(false);
});
