import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createQueryClient } from "../api/query-client.ts";
import { cspNonce } from "./csp-nonce.ts";
import { router } from "./router.tsx";
import { theme } from "./theme.ts";

const queryClient = createQueryClient();

export function Providers() {
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
