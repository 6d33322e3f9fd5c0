import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { OrderDetail } from "../../domain/order/order-detail.ts";
import { OrderProvider, useOrder } from "./order-context.tsx";

const ORDER = { number: 5144 } as OrderDetail;
const NumberOfOrder = () => createElement("output", null, useOrder().number);

test("the order is given to whatever its page shows", () => {
  const page = createElement(
    OrderProvider,
    { value: ORDER },
    createElement("main", null, createElement(NumberOfOrder)),
  );
  expect(renderToStaticMarkup(page)).toBe("<main><output>5144</output></main>");
});

test("outside of an order's page there is none, and that is said at once", () => {
  expect(() => renderToStaticMarkup(createElement(NumberOfOrder))).toThrow(
    "useOrder outside of an order's page",
  );
});
