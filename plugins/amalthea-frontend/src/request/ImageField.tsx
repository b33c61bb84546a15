import type { ProfileImage } from '@amalthea/plugin-amalthea-common';
import { ChoiceCards } from './ChoiceCards';

/** What is installed. */
export function ImageField(props: {
  readonly images: readonly ProfileImage[];
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  return (
    <ChoiceCards
      label="Image"
      description="What is installed in the server."
      value={props.value}
      onChange={props.onChange}
      choices={props.images.map(({ id, title, description, image }) => ({
        id,
        title,
        description: description ?? image,
      }))}
    />
  );
}
