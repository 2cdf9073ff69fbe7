import type { Form, Lowering } from './lowering-context.ts';

const separate: Form = {
  emit: (context) => {
    const { b } = context;
    const [x, scale, z] = [context.input(0), context.input(1), context.input(2)];
    return [b.Add(b.Mul(x, scale), z)];
  },
};

export const scaledAdd: Lowering = { forms: { separate }, choose: () => 'separate' };
