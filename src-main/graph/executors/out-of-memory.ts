/** What ONNX Runtime's arena, the C++ library and the JavaScript engine say when they get no memory. */
export const outOfMemoryWords = /bad.?alloc|Failed to allocate memory|out of memory|allocation failed/i;
