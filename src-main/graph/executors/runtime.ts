/** ONNX Runtime, for every module that needs it: loaded here only, so that nothing loads it with its telemetry on. */
import './no-telemetry.ts';
import ort, { type InferenceSession, type Tensor } from 'onnxruntime-node';

export { ort, type InferenceSession, type Tensor };
