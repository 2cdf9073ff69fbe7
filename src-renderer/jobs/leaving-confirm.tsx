import { Confirm } from '../ui/confirm.tsx';
import { stay, useLeaving } from './leaving.ts';

/** Asks before a project is left whose jobs run; in front of the dialog in which the other one was named. */
export function LeavingConfirm() {
  const asked = useLeaving((state) => state.asked);
  if (!asked) return null;
  return (
    <Confirm
      title={asked.question}
      action={asked.action}
      refusal="Stay"
      onConfirm={() => {
        stay();
        asked.go();
      }}
      onClose={stay}
    >
      <p>What is paused can go on where it stopped when this project is open again.</p>
    </Confirm>
  );
}
