namespace Bantam.Tensors;

/// <summary>
/// All sizes for which planning takes the same decisions as for the ones that it is done with. While a class is entered, a dimension
/// of names may be asked for what follows from its number: the answer is kept as a condition, and other sizes are of the class if they
/// give the same answers. What only computes with dimensions keeps the names and adds no condition.
/// </summary>
/// <param name="names">A number for each name: the sizes that planning is done with.</param>
internal sealed class ShapeClass(IReadOnlyDictionary<string, int> names)
{
    [ThreadStatic]
    private static ShapeClass? _current;

    private readonly Dictionary<Dimension, List<Func<int, bool>>> _conditions = [];
    private readonly HashSet<(Dimension, Delegate)> _asked = [];

    /// <summary>The class that this thread is finding out.</summary>
    public static ShapeClass? Current => _current;

    /// <summary>Keeps the decisions of this thread until the result is disposed of.</summary>
    public IDisposable Enter()
    {
        var outer = _current;
        _current = this;
        return new Scope(outer);
    }

    /// <summary>Whether a dimension has a number.</summary>
    public bool Knows(Dimension dimension) => dimension.IsBound(names);

    /// <summary>What follows from the number of a dimension, which it does for all sizes of the class.</summary>
    public T Decide<T>(Dimension dimension, Func<int, T> choice)
    {
        var chosen = choice(dimension.Evaluate(names));

        // A function that captures nothing is one object, however often it is asked.
        if (!_asked.Add((dimension, choice))) return chosen;
        if (!_conditions.TryGetValue(dimension, out var conditions)) _conditions[dimension] = conditions = [];
        conditions.Add(number => EqualityComparer<T>.Default.Equals(choice(number), chosen));
        return chosen;
    }

    /// <summary>The dimension of which other numbers give another answer; null where they give the same ones.</summary>
    public Dimension? Difference(IReadOnlyDictionary<string, int> others)
    {
        foreach (var (dimension, conditions) in _conditions)
        {
            try
            {
                var number = dimension.Evaluate(others);
                if (!conditions.TrueForAll(holds => holds(number))) return dimension;
            }
            catch (ShapeException)
            {
                // It leaves 32 bits, or a divisor is 0: planning for these sizes says where.
                return dimension;
            }
        }

        return null;
    }

    private sealed class Scope(ShapeClass? outer) : IDisposable
    {
        public void Dispose() => _current = outer;
    }
}
