import type { PreviewResult } from '@amalthea/plugin-amalthea-common';
import {
  Accordion,
  AccordionGroup,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { YamlView } from '../parts';
import styles from './PreviewObjects.module.css';

/** The objects that will exist, each with its YAML. */
export function PreviewObjects(props: {
  readonly preview: Pick<PreviewResult, 'serverYaml' | 'objects' | 'reference'>;
}) {
  const { preview } = props;
  return (
    <div className={styles.objects}>
      <Text as="h3" variant="title-x-small">
        What will be created
      </Text>
      <AccordionGroup allowsMultiple>
        <Accordion>
          <AccordionTrigger
            title={`JupyterServer ${preview.reference.name}`}
            subtitle="the request itself"
          />
          <AccordionPanel>
            <YamlView yaml={preview.serverYaml} label="JupyterServer" />
          </AccordionPanel>
        </Accordion>
        {preview.objects.map(object => (
          <Accordion key={object.key}>
            <AccordionTrigger title={`${object.kind} ${object.name}`} />
            <AccordionPanel>
              <YamlView yaml={object.yaml} label={object.kind} />
            </AccordionPanel>
          </Accordion>
        ))}
      </AccordionGroup>
    </div>
  );
}
