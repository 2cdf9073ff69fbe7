import '@fontsource-variable/inter';
import './theme/tokens.css';
import './theme/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components';
import { followHost } from './api/host-events.ts';
import { queryClient } from './api/queries.ts';
import { App } from './app/app.tsx';
import { sayLoadedAgain } from './app/say-loaded-again.ts';
import { followTheme } from './app/theme.ts';
import { registry } from './commands/all.ts';
import { followKeyboard } from './commands/keyboard.ts';
import { commandState } from './commands/state.ts';
import { followPrompts } from './prompts/following.ts';
import { followImages } from './review/loading.ts';

followTheme();
followHost();
followImages();
followPrompts();
followKeyboard(registry, commandState);
sayLoadedAgain();

const root = document.querySelector('#root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale="en-GB">
        <App />
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>,
);
