using Bantam.Operators.Arithmetic;
using Bantam.Operators.Comparison;
using Bantam.Operators.Logic;

namespace Bantam.Tensors;

/// <summary>
/// The operators as methods: <c>x.MatMul(w) + b</c>. Each applies the operator of its name. A number next to a
/// tensor takes its element type; where only tensors are taken, as by Sum and Clip, a number is a Float, and Number makes others.
/// </summary>
public sealed partial class Tensor
{
    /// <summary>A number as a float scalar.</summary>
    public static implicit operator Tensor(double value) => Scalar((float)value);

    /// <summary>A number as a scalar of this tensor's element type.</summary>
    public Tensor Number(double value) => FromDoubles(new TensorType(Element, Shape.Scalar), [value]);

    /// <summary>a + b.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => new Add().ApplyOne(a, b);

    /// <inheritdoc cref="op_Addition(Tensor, Tensor)"/>
    public static Tensor operator +(Tensor a, double b) => a + a.Number(b);

    /// <inheritdoc cref="op_Addition(Tensor, Tensor)"/>
    public static Tensor operator +(double a, Tensor b) => b.Number(a) + b;

    /// <summary>a − b.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => new Sub().ApplyOne(a, b);

    /// <inheritdoc cref="op_Subtraction(Tensor, Tensor)"/>
    public static Tensor operator -(Tensor a, double b) => a - a.Number(b);

    /// <inheritdoc cref="op_Subtraction(Tensor, Tensor)"/>
    public static Tensor operator -(double a, Tensor b) => b.Number(a) - b;

    /// <summary>a · b, element by element.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => new Mul().ApplyOne(a, b);

    /// <inheritdoc cref="op_Multiply(Tensor, Tensor)"/>
    public static Tensor operator *(Tensor a, double b) => a * a.Number(b);

    /// <inheritdoc cref="op_Multiply(Tensor, Tensor)"/>
    public static Tensor operator *(double a, Tensor b) => b.Number(a) * b;

    /// <summary>a / b.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => new Div().ApplyOne(a, b);

    /// <inheritdoc cref="op_Division(Tensor, Tensor)"/>
    public static Tensor operator /(Tensor a, double b) => a / a.Number(b);

    /// <inheritdoc cref="op_Division(Tensor, Tensor)"/>
    public static Tensor operator /(double a, Tensor b) => b.Number(a) / b;

    /// <summary>−a.</summary>
    public static Tensor operator -(Tensor a) => new Neg().ApplyOne(a);

    /// <summary>a &gt; b.</summary>
    public static Tensor operator >(Tensor a, Tensor b) => new Greater().ApplyOne(a, b);

    /// <inheritdoc cref="op_GreaterThan(Tensor, Tensor)"/>
    public static Tensor operator >(Tensor a, double b) => a > a.Number(b);

    /// <summary>a &lt; b.</summary>
    public static Tensor operator <(Tensor a, Tensor b) => new Less().ApplyOne(a, b);

    /// <inheritdoc cref="op_LessThan(Tensor, Tensor)"/>
    public static Tensor operator <(Tensor a, double b) => a < a.Number(b);

    /// <summary>a ≥ b.</summary>
    public static Tensor operator >=(Tensor a, Tensor b) => new GreaterOrEqual().ApplyOne(a, b);

    /// <inheritdoc cref="op_GreaterThanOrEqual(Tensor, Tensor)"/>
    public static Tensor operator >=(Tensor a, double b) => a >= a.Number(b);

    /// <summary>a ≤ b.</summary>
    public static Tensor operator <=(Tensor a, Tensor b) => new LessOrEqual().ApplyOne(a, b);

    /// <inheritdoc cref="op_LessThanOrEqual(Tensor, Tensor)"/>
    public static Tensor operator <=(Tensor a, double b) => a <= a.Number(b);

    /// <summary>a = b, element by element.</summary>
    public static Tensor Equal(Tensor a, Tensor b) => new Equal().ApplyOne(a, b);

    /// <inheritdoc cref="Equal(Tensor, Tensor)"/>
    public static Tensor Equal(Tensor a, double b) => Equal(a, a.Number(b));

    /// <summary>Whether both truth values hold.</summary>
    public static Tensor operator &(Tensor a, Tensor b) => new And().ApplyOne(a, b);

    /// <summary>Whether one of two truth values holds, or both.</summary>
    public static Tensor operator |(Tensor a, Tensor b) => new Or().ApplyOne(a, b);

    /// <summary>Whether exactly one of two truth values holds.</summary>
    public static Tensor operator ^(Tensor a, Tensor b) => new Xor().ApplyOne(a, b);

    /// <summary>The contrary of a truth value.</summary>
    public static Tensor operator !(Tensor a) => new Not().ApplyOne(a);

    /// <summary>Where the condition holds x, elsewhere y.</summary>
    public static Tensor Where(Tensor condition, Tensor x, Tensor y) => new Where().ApplyOne(condition, x, y);

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, Tensor x, double y) => Where(condition, x, x.Number(y));

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, double x, Tensor y) => Where(condition, y.Number(x), y);

    /// <summary>The largest of tensors, element by element.</summary>
    public static Tensor Max(params IReadOnlyList<Tensor> tensors) => new Max().ApplyOne(tensors);

    /// <summary>The larger of a tensor's elements and a number.</summary>
    public static Tensor Max(Tensor a, double b) => new Max().ApplyOne(a, a.Number(b));

    /// <summary>The smallest of tensors, element by element.</summary>
    public static Tensor Min(params IReadOnlyList<Tensor> tensors) => new Min().ApplyOne(tensors);

    /// <summary>The smaller of a tensor's elements and a number.</summary>
    public static Tensor Min(Tensor a, double b) => new Min().ApplyOne(a, a.Number(b));

    /// <summary>The sum of tensors, element by element.</summary>
    public static Tensor Sum(params IReadOnlyList<Tensor> tensors) => new Sum().ApplyOne(tensors);

    /// <summary>Between two bounds; an absent one does not bind.</summary>
    public Tensor Clip(Tensor? least = null, Tensor? most = null) => new Clip().ApplyOne(this, least, most);

    /// <summary>xᵇ.</summary>
    public Tensor Pow(Tensor exponent) => new Pow().ApplyOne(this, exponent);

    /// <summary>xᵇ.</summary>
    public Tensor Pow(double exponent) => Pow(Number(exponent));

    /// <summary>eˣ.</summary>
    public Tensor Exp() => new Exp().ApplyOne(this);

    /// <summary>The natural logarithm.</summary>
    public Tensor Log() => new Log().ApplyOne(this);

    /// <summary>√x.</summary>
    public Tensor Sqrt() => new Sqrt().ApplyOne(this);

    /// <summary>1 / x.</summary>
    public Tensor Reciprocal() => new Reciprocal().ApplyOne(this);

    /// <summary>|x|.</summary>
    public Tensor Abs() => new Abs().ApplyOne(this);

    /// <summary>The largest integer not above x.</summary>
    public Tensor Floor() => new Floor().ApplyOne(this);

    /// <summary>The smallest integer not below x.</summary>
    public Tensor Ceil() => new Ceil().ApplyOne(this);

    /// <summary>The nearest integer, ties to even.</summary>
    public Tensor Round() => new Round().ApplyOne(this);

    /// <summary>The sine, of radians.</summary>
    public Tensor Sin() => new Sin().ApplyOne(this);

    /// <summary>The cosine, of radians.</summary>
    public Tensor Cos() => new Cos().ApplyOne(this);

    /// <summary>The error function.</summary>
    public Tensor Erf() => new Erf().ApplyOne(this);

    /// <summary>The elements as another type.</summary>
    public Tensor Cast(ElementType to) => to == Element ? this : new Cast(to).ApplyOne(this);
}
