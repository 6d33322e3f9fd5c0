import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { parseCertificateSearch } from "../certificates/certificate-search.ts";
import { NotFoundPage } from "../navigation/NotFoundPage.tsx";
import { PATHS } from "../navigation/paths.ts";
import { parseSearch, stringifySearch } from "../navigation/search-params.ts";
import { OrderListPage } from "../orders/list/OrderListPage.tsx";
import { parseOrderListSearch, parseOrderSearch } from "../orders/list/order-search.ts";
import { PageLoader } from "../ui/PageLoader.tsx";
import { ErrorPage } from "./ErrorPage.tsx";
import { Layout } from "./Layout.tsx";

const root = createRootRoute({
  component: Layout,
  notFoundComponent: NotFoundPage,
  errorComponent: FailedFrame,
});

/** The frame itself failed: no header is left, and no main part to stand in. */
function FailedFrame() {
  return (
    <main>
      <ErrorPage />
    </main>
  );
}
const at = { getParentRoute: () => root };

const home = createRoute({
  ...at,
  path: PATHS.home,
  beforeLoad: () => {
    throw redirect({ to: PATHS.orders, replace: true });
  },
});

const orders = createRoute({
  ...at,
  path: PATHS.orders,
  validateSearch: parseOrderListSearch,
  component: OrderListPage,
});

// The list is what one sees first; everything else is fetched when it is wanted.
const order = createRoute({
  ...at,
  path: PATHS.order,
  validateSearch: parseOrderSearch,
  component: lazyRouteComponent(() => import("../orders/page/OrderPage.tsx"), "OrderPage"),
});

const certificates = createRoute({
  ...at,
  path: PATHS.certificates,
  validateSearch: parseCertificateSearch,
  component: lazyRouteComponent(
    () => import("../certificates/CertificateListPage.tsx"),
    "CertificateListPage",
  ),
});

const certificate = createRoute({
  ...at,
  path: PATHS.certificate,
  validateSearch: parseCertificateSearch,
  component: lazyRouteComponent(() => import("../certificates/CertificatePage.tsx"), "CertificatePage"),
});

const contact = createRoute({
  ...at,
  path: PATHS.contact,
  component: lazyRouteComponent(() => import("../access/ContactPage.tsx"), "ContactPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([home, orders, order, certificates, certificate, contact]),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  // A page that fails leaves the header, and with it the way to the others.
  defaultErrorComponent: ErrorPage,
  defaultPendingComponent: PageLoader,
  defaultPendingMs: 200,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
