/**
 * Electron's entry. In a packaged program the host lies beside the archive, because worker threads, worker processes and native
 * modules can only be loaded from real files; so the host is imported from there, and everything that it imports as well.
 */
await import(new URL('electron/main.js', import.meta.url.replace('app.asar/', 'app.asar.unpacked/')).href);
