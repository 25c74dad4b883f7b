/**
 * Services whose `…key` is a secret, as in `OPENAI_KEY`: a `key` alone may name a thing in a cache, a table or a map. Names that are
 * English words are excluded (`render_key`, `linear_key`), and so are services with public keys (`pusher_key`, `sentry_key`).
 */
const SERVICES =
  "openai anthropic gemini cohere mistral groq deepseek huggingface elevenlabs assemblyai deepgram pinecone cerebras perplexity openrouter " +
  "tavily serper serpapi langsmith langfuse stripe paypal plaid razorpay paystack adyen braintree mollie klarna twilio sendgrid mailgun " +
  "mailchimp mandrill postmark sparkpost sendinblue brevo vonage nexmo messagebird plivo telnyx slack telegram github gitlab bitbucket azure " +
  "gcp digitalocean linode vultr heroku cloudflare fastly netlify vercel supabase algolia meilisearch typesense datadog newrelic " +
  "rollbar honeycomb grafana splunk loggly logz pagerduty opsgenie snyk sonarqube codecov coveralls circleci buildkite dockerhub pypi " +
  "nuget rubygems hubspot salesforce zendesk intercom freshdesk asana trello notion airtable atlassian clickup shopify woocommerce " +
  "bigcommerce mapbox googlemaps maptiler tomtom openweather openweathermap virustotal shodan censys securitytrails urlscan abuseipdb " +
  "alienvault ipinfo ipstack ipgeolocation maxmind spotify giphy unsplash pexels pixabay imgur tmdb omdb rapidapi apify scraperapi " +
  "alchemy infura etherscan moralis coinbase binance coinapi coinmarketcap alphavantage finnhub newsapi deepl wandb " +
  "sendbird okta auth0 imgproxy";

export const SERVICE_KEY = new RegExp(`(?:${SERVICES.replaceAll(" ", "|")})key$`);
