import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, useEffect } from "react";
import { createQueryClient } from "../api/query-client.ts";
import { cspNonce } from "./csp-nonce.ts";
import { router } from "./router.tsx";
import { useTheme } from "./theme.ts";

const queryClient = createQueryClient();

/** Live events are not needed for the first rows: their code comes once the page stands, in milliseconds. */
const FOLLOW_AFTER = 500;

export function Providers() {
  const theme = useTheme();
  useEffect(() => {
    const timer = setTimeout(
      () => void import("./follow-changes.ts").then((it) => it.followChanges(queryClient)),
      FOLLOW_AFTER,
    );
    return () => clearTimeout(timer);
  }, []);
  return (
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={cspNonce}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Notifications position="bottom-center" autoClose={5000} limit={3} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
