const response = await fetch(`${process.env["GATEWAY_URL"]}/checkout`, {
  method: "POST",
  headers: { authorization: `Bearer ${process.env["SERVICE_TOKEN"]}` },
});
console.log(await response.text());
