import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Run } from '../../src-shared/domain/run.ts';
import type { PretrainedNetwork } from '../../src-shared/domain/training.ts';
import { encodeModel } from '../graph/onnx/encode.ts';
import { fullyConnected, small } from '../networks/imported/testing/small-network.ts';
import { cli } from './testing/run.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-cli-models-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const json = async <Result>(...args: string[]): Promise<Result> => {
  const { stdout, stderr, code } = await cli(home, ...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout) as Result;
};

interface Listed {
  readonly backbones: readonly PretrainedNetwork[];
}

const network = small((b, parts) => ({ logits: fullyConnected(b, parts) }));
const normalisation = ['--mean', '0.5,0.5,0.5', '--std', '0.25,0.25,0.25'];

test('a classifier file is added with what it does not say itself, listed, and removed', async () => {
  await writeFile(join(home, 'silent.onnx'), encodeModel({ ...network, metadata: {} }));
  const refused = await cli(home, 'models', 'add', 'silent.onnx');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('silent.onnx does not say how its pictures were normalised.');
  expect(await cli(home, 'models', 'add', 'silent.onnx', '--mean', '1,2')).toMatchObject({ code: 2 });
  expect(await cli(home, 'models', 'add', 'silent.onnx', '--std', '1,0,1')).toMatchObject({ code: 2 });
  expect(await cli(home, 'models', 'add', 'nowhere')).toMatchObject({ code: 2 });

  const { backbones } = await json<Listed>('models', 'add', 'silent.onnx', ...normalisation, '--size', '16');
  const added = backbones.find(({ name }) => name === 'silent.onnx');
  expect(added).toMatchObject({
    architecture: 'imported',
    parameters: 174,
    classes: 5,
    imageSize: 16,
    problem: null,
  });
  const { stdout } = await cli(home, 'models', 'list');
  expect(stdout).toMatch(/backbone +silent\.onnx +imported, 174 parameters, 5 classes, 16 px/);
  expect(stdout).toContain('    1 batch norm layer trains again.');

  const left = await json<Listed>('models', 'remove', 'silent.onnx');
  expect(left.backbones.map(({ name }) => name)).not.toContain('silent.onnx');
  expect(await cli(home, 'models', 'remove', 'silent.onnx')).toMatchObject({ code: 2 });
});

test('training starts from an ONNX file, and from the weights that an earlier run left', async () => {
  const { location } = await json<{ location: string }>('new', 'Lent weights');
  const project = ['--project', location];
  const few = ['--train', '4', '--val', '1', '--test', '1', '--ood', '0', '--oracle', '0'];
  await json('draw', 'menagerie', ...few, ...project);
  const short = ['--recipe', 'real-only', '--steps', '2', '--batch', '4', '--size', '16', '--lr', '0.01'];
  const train = async (...args: string[]): Promise<Run> => {
    const { runs } = await json<{ runs: Run[] }>('train', ...short, ...args, ...project);
    return runs[0]!;
  };

  await writeFile(join(home, 'small.onnx'), encodeModel(network));
  const imported = await train('--pretrained', 'small.onnx');
  expect(imported).toMatchObject({ status: 'done', settings: { architecture: 'imported' } });

  const scratch = await train();
  const wanted = ['--run', String(scratch.id), '--format', 'safetensors', '--out', home];
  const weights = await json<{ location: string }>('export', 'model', ...wanted, ...project);
  expect(weights.location).toMatch(/seed 1\.safetensors$/);
  const again = await train('--pretrained', weights.location);
  expect(again).toMatchObject({ status: 'done', settings: { architecture: 'cifar-resnet' } });
  const { backbones } = await json<Listed>('models');
  expect(backbones.find(({ id }) => id === again.settings.pretrained)).toMatchObject({
    architecture: 'cifar-resnet',
    classes: 10,
    imageSize: 16,
  });
  const wrong = ['--pretrained', 'small.onnx', '--architecture', 'resnet-18'];
  const refused = await cli(home, 'train', ...short, ...wrong, ...project);
  expect(refused.stderr).toContain('"small.onnx" is an imported network, not a resnet-18.');
});
