namespace Bantam.Operators;

/// <summary>A value in a body: a fraction where its type is a float, else a whole number, of truth values 0 or 1.</summary>
internal readonly record struct BodyValue<T>(double Fraction, T Whole);
