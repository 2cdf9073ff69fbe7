/**
 * Import before `onnxruntime-node`: since 1.30 its builds for Linux and macOS report to their maker unless this is set when the
 * library is first loaded (microsoft/onnxruntime pull request 27379). The second name is that of later versions (29843).
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';
process.env['ORT_TELEMETRY_DISABLED'] = '1';
