import { RiCheckLine } from '@remixicon/react';
import { requestSteps, type RequestStep } from './requestSteps';
import styles from './StepBar.module.css';

const titles: Readonly<Record<RequestStep, string>> = {
  profile: 'Profile',
  shape: 'Shape',
  review: 'Review',
  progress: 'Progress',
};

/** Where in the request the reader is. */
export function StepBar(props: { readonly step: RequestStep }) {
  const current = requestSteps.indexOf(props.step);
  return (
    <ol className={styles.steps} aria-label="Steps of the request">
      {requestSteps.map((step, index) => (
        <li
          key={step}
          className={styles.step}
          data-place={place(index, current)}
          aria-current={index === current ? 'step' : undefined}
        >
          <span className={styles.mark} aria-hidden="true">
            {index < current ? <RiCheckLine size={14} /> : index + 1}
          </span>
          {titles[step]}
        </li>
      ))}
    </ol>
  );
}

function place(index: number, current: number): 'before' | 'here' | 'after' {
  if (index === current) {
    return 'here';
  }
  return index < current ? 'before' : 'after';
}
