/** SQL: whether the post in `row`, an alias of duban.post, is held on the plan day of now. Most have no end, and cost no call. */
export const heldNow = (row: string): string => `(${row}.until is null or duban.is_held(${row}.plan, ${row}.until))`;
