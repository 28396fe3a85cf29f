namespace Bantam.Tensors;

/// <summary>
/// A dimension of a shape: a number, a name such as <c>batch</c> that is bound to a number when a graph is planned or evaluated, or
/// an integer expression of those: sums, products, quotients rounded down, least and greatest. Equal expressions are equal however
/// they were written (<c>2*seq</c> is <c>seq+seq</c>), since they are kept as polynomials. Names stand for numbers from 0 on.
/// </summary>
public sealed class Dimension : IEquatable<Dimension>
{
    private static readonly Dimension[] Small = [.. Enumerable.Range(0, 257).Select(number => new Dimension(number))];

    private readonly int _number;
    private readonly DimensionSum? _sum;

    private Dimension(int number) => _number = number;

    private Dimension(DimensionSum sum) => _sum = sum;

    /// <summary>The number.</summary>
    /// <exception cref="UnknownShapeException">It has a name that is not bound yet.</exception>
    public int Size => _sum is null ? _number : Decide(number => number);

    /// <summary>The name; null of a number and of an expression.</summary>
    public string? Name => _sum?.Name;

    /// <summary>The names in it, each once.</summary>
    public IEnumerable<string> Names => _sum is null ? [] : _sum.Terms.SelectMany(t => t.Atoms).SelectMany(a => a.Names).Distinct();

    /// <summary>Whether it is a number.</summary>
    public bool IsKnown => _sum is null;

    /// <summary>
    /// Whether it is from 0 on, whatever its names are bound to. Where it is not it may be so nevertheless, except while a graph is
    /// planned: then it is so or not for all sizes that the plan is for.
    /// </summary>
    public bool IsNonNegative => _sum is null ? _number >= 0
        : IsSurelyNonNegative || (CanDecide && Decide(number => number >= 0));

    internal DimensionTerm[] Terms => _sum?.Terms ?? (_number == 0 ? [] : [new(_number, [])]);

    /// <summary>A number. In a shape it is from 0 on; in between it may be negative.</summary>
    public static implicit operator Dimension(int number) => (uint)number < (uint)Small.Length ? Small[number] : new(number);

    /// <summary>A name, whatever characters it has.</summary>
    public static implicit operator Dimension(string name) => Of(new NameAtom(name));

    /// <summary>The sum.</summary>
    /// <exception cref="ShapeException">A number leaves 32 bits.</exception>
    public static Dimension operator +(Dimension a, Dimension b) =>
        a.IsKnown && b.IsKnown ? Checked((long)a._number + b._number)
        : a.IsNumber(0) ? b
        : b.IsNumber(0) ? a
        : Of([.. a.Terms, .. b.Terms]);

    /// <summary>The difference.</summary>
    /// <inheritdoc cref="op_Addition"/>
    public static Dimension operator -(Dimension a, Dimension b) =>
        a.IsKnown && b.IsKnown ? Checked((long)a._number - b._number) : b.IsNumber(0) ? a : Of([.. a.Terms, .. (-b).Terms]);

    /// <summary>The number of the other sign.</summary>
    /// <inheritdoc cref="op_Addition"/>
    public static Dimension operator -(Dimension a) => a.IsKnown ? Checked(-(long)a._number) : a * -1;

    /// <summary>The product.</summary>
    /// <inheritdoc cref="op_Addition"/>
    public static Dimension operator *(Dimension a, Dimension b)
    {
        if (a.IsKnown && b.IsKnown) return Checked((long)a._number * b._number);
        if (a.IsNumber(1) || b.IsNumber(0)) return b;
        if (b.IsNumber(1) || a.IsNumber(0)) return a;
        var (left, right) = (a.Terms, b.Terms);
        var terms = new DimensionTerm[left.Length * right.Length];
        for (var i = 0; i < terms.Length; i++) terms[i] = left[i / right.Length].Times(right[i % right.Length]);
        return Of(terms);
    }

    /// <summary>The quotient, rounded down: <c>2*seq/2</c> is <c>seq</c>.</summary>
    /// <exception cref="ShapeException">The divisor is 0, or a number leaves 32 bits.</exception>
    public static Dimension operator /(Dimension a, Dimension b) =>
        b.IsNumber(1) ? a
        : a.IsKnown && b.IsKnown && b._number != 0 ? Checked(DimensionTerm.Floor(a._number, b._number))
        : DimensionDivision.Divide(a, b);

    /// <summary>What division leaves; it has the sign of the divisor.</summary>
    /// <inheritdoc cref="op_Division"/>
    public static Dimension operator %(Dimension a, Dimension b) => a - (a / b * b);

    /// <summary>Whether they are the same expression.</summary>
    public static bool operator ==(Dimension? a, Dimension? b) => a is null ? b is null : a.Equals(b);

    /// <summary>Whether they are not the same expression; bound to numbers they may be equal nevertheless.</summary>
    public static bool operator !=(Dimension? a, Dimension? b) => !(a == b);

    /// <summary>The greater one.</summary>
    public static Dimension Max(Dimension a, Dimension b) => Extremum(a, b, isMax: true);

    /// <summary>The lesser one.</summary>
    public static Dimension Min(Dimension a, Dimension b) => Extremum(a, b, isMax: false);

    /// <summary>Whether they differ whatever their names are bound to. Where they do not, they may differ nevertheless.</summary>
    public static bool Differ(Dimension a, Dimension b)
    {
        if (a.IsKnown && b.IsKnown) return a._number != b._number;
        return (a - b - 1).IsNonNegative || (b - a - 1).IsNonNegative;
    }

    /// <summary>The quotient where the divisor divides it without a rest, whatever the names are bound to; else null.</summary>
    public static Dimension? DivideExactly(Dimension a, Dimension b) =>
        b != 0 && a / b is var quotient && quotient * b == a ? quotient : null;

    /// <summary>
    /// The quotient, rounded down, where the divisor may divide it without a rest; null where it does not, whatever names are bound to.
    /// </summary>
    public static Dimension? DivideEvenly(Dimension a, Dimension b) => b == 0 || Differ(a % b, 0) ? null : a / b;

    /// <summary>
    /// The expression of a text such as <c>2*seq+1</c>, <c>(height+1)/2</c> or <c>max(a,b)</c>, as <see cref="ToString"/> writes it;
    /// a text that is none is a name as it stands.
    /// </summary>
    public static Dimension Parse(string text) => DimensionText.TryParse(text) ?? text;

    /// <summary>The expression with names replaced by numbers where they are bound.</summary>
    /// <exception cref="ShapeException">A number leaves 32 bits, or a divisor is 0.</exception>
    public Dimension Bind(IReadOnlyDictionary<string, int> names)
    {
        if (_sum is null) return this;
        return _sum.IsBound(names) ? Evaluate(names) : Replace(name => names.TryGetValue(name, out var size) ? size : name);
    }

    /// <summary>The number when all names are bound, computed in 64 bits.</summary>
    /// <exception cref="UnknownShapeException">A name is not bound.</exception>
    /// <exception cref="ShapeException">The number leaves 32 bits, or a divisor is 0.</exception>
    public int Evaluate(IReadOnlyDictionary<string, int> names)
    {
        if (_sum is null) return _number;
        try
        {
            return Checked(_sum.Evaluate(names))._number;
        }
        catch (OverflowException)
        {
            throw new ShapeException($"the dimension '{this}' leaves 64 bits when its names are bound.");
        }
    }

    /// <summary>
    /// What follows from the number. While a graph is planned names have numbers too, and the plan is for those sizes only that give the
    /// same answer: see <see cref="ShapeClass"/>.
    /// </summary>
    /// <exception cref="UnknownShapeException">It has a name that is not bound yet.</exception>
    internal T Decide<T>(Func<int, T> choice) => _sum is null ? choice(_number)
        : ShapeClass.Current is { } current ? current.Decide(this, choice)
        : throw new UnknownShapeException($"the dimension '{this}' is not bound to a number yet.");

    /// <summary>Whether it is this number; of names it is known while a graph is planned only.</summary>
    internal bool Is(int number) => _sum is null ? _number == number
        : CanDecide && !(this - number - 1).IsSurelyNonNegative && Decide(own => own == number);

    private bool CanDecide => ShapeClass.Current?.Knows(this) == true;

    private bool IsSurelyNonNegative => _sum is null ? _number >= 0 : _sum.IsNonNegative;

    /// <summary>The expression with other expressions in the place of its names.</summary>
    public Dimension Replace(Func<string, Dimension> replacement) => _sum?.Replace(replacement) ?? this;

    /// <summary>
    /// Which name has which number so that the expression has a size; null where it is not a multiple of one name and a number, or
    /// there is no such number.
    /// </summary>
    public (string Name, int Size)? Solve(int size)
    {
        if (_sum?.Terms is not [{ Atoms: [NameAtom name], Coefficient: var factor }, .. var rest]) return null;
        if (rest.Any(t => t.Atoms.Length > 0)) return null;
        var left = size - rest.Sum(t => t.Coefficient);
        return left % factor == 0 && left / factor is >= 0 and <= int.MaxValue and var number ? (name.Name, (int)number) : null;
    }

    /// <inheritdoc/>
    public bool Equals(Dimension? other) =>
        ReferenceEquals(this, other) || (other is not null && _number == other._number && _sum?.Text == other._sum?.Text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Dimension other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _sum?.Text.GetHashCode(StringComparison.Ordinal) ?? _number;

    /// <summary>The number, the name, or the expression.</summary>
    public override string ToString() => _sum is null ? _number.ToString() : _sum.Name ?? _sum.Text;

    /// <summary>Whether all names are bound.</summary>
    internal bool IsBound(IReadOnlyDictionary<string, int> names) => _sum?.IsBound(names) != false;

    /// <summary>The number when all names are bound, not yet held against 32 bits.</summary>
    internal long Compute(IReadOnlyDictionary<string, int> names) => _sum?.Evaluate(names) ?? _number;

    /// <summary>The dimension that is one atom.</summary>
    internal static Dimension Of(DimensionAtom atom) => new(new DimensionSum([new(1, [atom])]));

    /// <summary>The sum of terms in any order.</summary>
    internal static Dimension Of(DimensionTerm[] terms) => DimensionTerm.Collect(terms) switch
    {
        [] => 0,
        [{ Atoms.Length: 0 } number] => Checked(number.Coefficient),
        var sorted => new(new DimensionSum(sorted)),
    };

    /// <summary>Whether it is this number, whatever its names are bound to.</summary>
    private bool IsNumber(int number) => _sum is null && _number == number;

    private static Dimension Extremum(Dimension a, Dimension b, bool isMax)
    {
        if (a.IsKnown && b.IsKnown) return isMax ? Math.Max(a._number, b._number) : Math.Min(a._number, b._number);
        var operands = new List<Dimension>();
        foreach (var next in ExtremumAtom.Operands(a, isMax).Concat(ExtremumAtom.Operands(b, isMax)))
        {
            if (operands.Any(o => IsCovered(next, o))) continue;
            operands.RemoveAll(o => IsCovered(o, next));
            operands.Add(next);
        }

        if (operands is [var only]) return only;
        return Of(new ExtremumAtom(isMax, [.. operands.OrderBy(o => o.IsKnown).ThenBy(o => o.ToString(), StringComparer.Ordinal)]));

        bool IsCovered(Dimension x, Dimension by) => (isMax ? by - x : x - by).IsNonNegative;
    }

    private static Dimension Checked(long number) => number is >= int.MinValue and <= int.MaxValue ? (int)number
        : throw new ShapeException($"a dimension is a number of 32 bits; {number} is not.");
}
