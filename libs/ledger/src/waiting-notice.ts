import type { Post } from '#domain/actor';
import type { Fact } from '#domain/event';
import type { Form } from '#domain/tables/ladder';
import type { UnitId } from '#domain/unit';

/** A fact that a post is to hear of and that no letter tells yet. */
export interface WaitingNotice {
  readonly id: number;
  readonly task: string;
  readonly seq: number;
  readonly unit: UnitId;
  readonly post: Post;
  readonly form: Form;
  readonly fact: Fact;
}
