import { useSidebarOpenState } from '@backstage/core-components';
import { Link } from '@backstage/ui';
import styles from './SidebarLogo.module.css';

/** The mark of the portal, with its name while the side bar is open. */
export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={styles.logo}>
      <Link
        href="/amalthea"
        className={styles.link}
        // While the side bar is open, its text is its name.
        aria-label={isOpen ? undefined : 'Amalthea'}
      >
        <svg viewBox="0 0 32 32" className={styles.mark} aria-hidden="true">
          <path d="M7 20.5a9 9 0 0 0 18 0" stroke="#9cc9ff" />
          <path d="M7 11.5a9 9 0 0 1 18 0" stroke="#fff" />
          <circle cx="16" cy="16" r="3.5" fill="#fff" stroke="none" />
        </svg>
        {isOpen && <span className={styles.name}>Amalthea</span>}
      </Link>
    </div>
  );
}
