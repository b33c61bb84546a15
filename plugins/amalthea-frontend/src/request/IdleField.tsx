import type { Profile } from '@amalthea/plugin-amalthea-common';
import { Select } from '@backstage/ui';
import { idleChoices } from './idleChoices';

/** After how much idleness it stops. */
export function IdleField(props: {
  readonly idle: Profile['idle'];
  readonly value: number;
  readonly onChange: (seconds: number) => void;
}) {
  const { idle, value, onChange } = props;
  return (
    <Select
      label="Stops when idle"
      description="Idle means: no kernel runs, no terminal is used, nobody looks at it. A running computation is never stopped."
      options={[...idleChoices(idle, value)]}
      value={String(value)}
      onChange={key => {
        if (key !== null) {
          onChange(Number(key));
        }
      }}
    />
  );
}
