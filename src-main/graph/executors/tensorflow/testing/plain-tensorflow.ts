/** TensorFlow.js in plain JavaScript, with its gradients: slow, and everywhere the same. */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs-core';
import { createTensorFlowExecutor } from '../tensorflow.ts';

await tf.setBackend('cpu');

export { tf };

export const plainTensorFlow = createTensorFlowExecutor(tf);
