import { expect, test, walkthrough } from "wirewalk/playwright";

import { startShop } from "./shop.ts";

let url = "";
let close = async (): Promise<void> => {};

test.beforeAll(async () => {
  ({ url, close } = await startShop());
});
test.afterAll(() => close());

const shop = { target: "gfm", client: "browser", servers: () => ({ [url]: "shop" }) };

test("Order a book", walkthrough("orders/create", shop), async ({ page }) => {
  await page.goto(url);
  await expect(page.getByRole("listitem")).toHaveText(["Walden"]);
  await page.getByRole("button", { name: "Order Walden" }).click();
  await expect(page.getByRole("status")).toHaveText("accepted");
});

test("The shop has a title", async ({ page }) => {
  await page.goto(url);
  await expect(page).toHaveTitle("Shop");
});
