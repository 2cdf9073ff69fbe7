import { onnxRuntime } from '../../executors/onnxruntime.ts';
import { cutPlaces } from '../segments.ts';
import { recompute } from '../recompute.ts';
import { chain, chainFeeds, passOf } from './training-graphs.ts';

/** Runs a chain in so many segments and prints the most memory that this process took, in bytes. */
const [layers = 0, rows = 0, segments = 1] = process.argv.slice(2).map(Number);
const pass = passOf(chain(layers, rows));
const step = await onnxRuntime.load(recompute(pass, cutPlaces(pass, segments)), { threads: 1 });
const feeds = chainFeeds(layers, rows);
for (let i = 0; i < 2; i++) await step.run(feeds);
await step.dispose();
process.stdout.write(`${process.resourceUsage().maxRSS * 1024}\n`);
