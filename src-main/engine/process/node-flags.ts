/**
 * What every Node of this program is started with. Node strips types in WebAssembly; V8 13 can abort a thread while it recompiles the calls
 * out of that ("Check failed: jit_page.has_value()", seen in a database thread, nodejs/node#64500), so they are never recompiled.
 */
export const nodeFlags = ['--enable-source-maps', '--wasm-wrapper-tiering-budget=2000000000'] as const;
