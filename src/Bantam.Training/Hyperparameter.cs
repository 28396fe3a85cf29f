using System.Numerics;

namespace Bantam.Training;

/// <summary>Numbers that a person chooses: what cannot be one is refused where it is given, in a sentence.</summary>
internal static class Hyperparameter
{
    /// <summary>A finite number.</summary>
    public static T Finite<T>(T value, string name) where T : IFloatingPointIeee754<T> =>
        T.IsFinite(value) ? value : throw Wrong(value, name, "must be a finite number");

    /// <summary>A finite number from 0 on.</summary>
    public static T NotNegative<T>(T value, string name) where T : IFloatingPointIeee754<T> =>
        T.IsFinite(value) && value >= T.Zero ? value : throw Wrong(value, name, "must be a finite number from 0 on");

    /// <summary>A finite number above 0.</summary>
    public static T Positive<T>(T value, string name) where T : IFloatingPointIeee754<T> =>
        T.IsFinite(value) && value > T.Zero ? value : throw Wrong(value, name, "must be a finite number above 0");

    /// <summary>A part of a whole that is not the whole.</summary>
    public static T Fraction<T>(T value, string name) where T : IFloatingPointIeee754<T> =>
        value >= T.Zero && value < T.One ? value : throw Wrong(value, name, "must be from 0 on and below 1");

    /// <summary>A part of a whole, or the whole.</summary>
    public static T Share<T>(T value, string name) where T : IFloatingPointIeee754<T> =>
        value >= T.Zero && value <= T.One ? value : throw Wrong(value, name, "must be from 0 to 1");

    /// <summary>A number of things.</summary>
    public static int AtLeast(int least, int value, string name) =>
        value >= least ? value : throw Wrong(value, name, $"must be {least} or more");

    /// <summary>Things of which none is missing.</summary>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">One of them is null.</exception>
    public static IReadOnlyList<T> All<T>(IReadOnlyList<T> items, string name) where T : class
    {
        ArgumentNullException.ThrowIfNull(items, name);
        for (var i = 0; i < items.Count; i++)
            if (items[i] is null)
                throw new ArgumentException($"The {name} must all be there; number {i + 1} of {items.Count} is null.", name);
        return items;
    }

    private static ArgumentOutOfRangeException Wrong<T>(T value, string name, string rule) =>
        new(name, value, $"'{name}' {rule}; it is {value}.");
}
