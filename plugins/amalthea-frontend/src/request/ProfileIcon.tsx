import {
  RiBarChartBoxLine,
  RiBookOpenLine,
  RiBrainLine,
  RiCodeBoxLine,
  RiCpuLine,
  RiDatabase2Line,
  RiDnaLine,
  RiFlaskLine,
  RiGraduationCapLine,
  RiMicroscopeLine,
  RiPlanetLine,
  RiRobot2Line,
  type RemixiconComponentType,
} from '@remixicon/react';

// Named one by one: importing them all by name would put three thousand icons into the page.
const icons: Readonly<Record<string, RemixiconComponentType>> = {
  'bar-chart-box': RiBarChartBoxLine,
  'book-open': RiBookOpenLine,
  brain: RiBrainLine,
  'code-box': RiCodeBoxLine,
  cpu: RiCpuLine,
  database: RiDatabase2Line,
  dna: RiDnaLine,
  flask: RiFlaskLine,
  'graduation-cap': RiGraduationCapLine,
  microscope: RiMicroscopeLine,
  planet: RiPlanetLine,
  robot: RiRobot2Line,
};

/** The icon that a profile names; a flask when it names none that is known. */
export function ProfileIcon(props: {
  readonly name: string | undefined;
  readonly className?: string;
}) {
  const Icon = (props.name && icons[props.name]) || RiFlaskLine;
  return <Icon className={props.className} aria-hidden="true" />;
}
