import type { ArrayValueObject, BaseReferenceObject, BaseValueObject, FunctionVariantType } from '#univer';

export function isReference(variant: FunctionVariantType): variant is BaseReferenceObject {
  return variant.isReferenceObject();
}

export function isArray(value: BaseValueObject): value is ArrayValueObject {
  return value.isArray();
}

/** What a reference refers to, or the value itself. */
export function dereferenced(variant: FunctionVariantType): BaseValueObject {
  return isReference(variant) ? variant.toArrayValueObject(false) : variant;
}
