import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/global.css";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import { fr } from "./app/catalogue.fr.ts";
import { publishCspNonce } from "./app/csp-nonce.ts";
import { Providers } from "./app/Providers.tsx";
import { startI18n } from "./i18n/i18n.ts";

// Zod compiles checks with `new Function` where it may; the content security policy refuses that, loudly.
z.config({ jitless: true });
publishCspNonce();

const root = document.getElementById("root");
if (root) {
  await startI18n({ fr, en: () => import("./app/catalogue.en.ts").then(({ en }) => en) });
  createRoot(root).render(<Providers />);
}
