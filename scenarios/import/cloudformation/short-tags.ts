import { list, mapping, scalar, type Tree, textOf } from '../../format/tree.ts';

/** `!Ref X` is short for `{ Ref: X }`, `!GetAtt A.B` for `{ Fn::GetAtt: [A, B] }`, `!X` for `{ Fn::X: … }`. */
export function longForm(tag: string, value: Tree): Tree {
  const name = tag.slice(1);
  if (!/^![A-Za-z0-9]+$/.test(tag)) return value;
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return mapping(value.place, [
    [key, { key: value.place, value: key === 'Fn::GetAtt' ? attributeOf(value) : value }],
  ]);
}

/** `A.B.C`: the attribute B.C of A. */
export function attributeOf(tree: Tree): Tree {
  const text = textOf(tree);
  const dot = text?.indexOf('.') ?? -1;
  if (text === undefined || dot < 0) return tree;
  return list(tree.place, [
    scalar(tree.place, text.slice(0, dot)),
    scalar(tree.place, text.slice(dot + 1)),
  ]);
}
