// The browser comes from this machine or from @sparticuz/chromium; puppeteer must not download one.
module.exports = { skipDownload: true };
