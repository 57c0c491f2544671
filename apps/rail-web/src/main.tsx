// Starts the web UI: look, cache, commands, pages.
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { makeQueryClient } from './api/query-client.js';
import { CommandProvider } from './keys/commands.js';
import { LeaveQuestion } from './leave/leave-question.js';
import { askFirst, watchHistory } from './leave/leaving.js';
import { LiveRegion } from './look/live-region.js';
import './look/styles.js';
import { theme, variables } from './look/theme.js';
import { Rooms } from './shell/rooms.js';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const client = makeQueryClient();
watchHistory();

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <CommandProvider>
          <Router aroundNav={askFirst}>
            <Rooms />
          </Router>
        </CommandProvider>
      </QueryClientProvider>
      <Notifications position="bottom-left" limit={3} transitionDuration={120} zIndex={400} />
      <LeaveQuestion />
      <LiveRegion />
    </MantineProvider>
  </StrictMode>,
);
