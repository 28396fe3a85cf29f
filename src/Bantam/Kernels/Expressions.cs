using Bantam.Tensors;
using static Bantam.Kernels.KernelType;

namespace Bantam.Kernels;

/// <summary>A constant, kept as its 32 bits.</summary>
public sealed class Constant(KernelType type, int bits) : Expr(type)
{
    /// <summary>The bits; of a float its IEEE pattern.</summary>
    public int Bits { get; } = bits;

    /// <summary>The value read as a float.</summary>
    public float Single => BitConverter.Int32BitsToSingle(Bits);

    /// <summary>An F32 constant.</summary>
    public static Constant Of(float value) => new(F32, BitConverter.SingleToInt32Bits(value));

    /// <summary>An Index constant.</summary>
    public static Constant Of(int value) => new(KernelType.Index, value);

    /// <summary>An I32 constant.</summary>
    public static Constant Integer(int value) => new(I32, value);

    /// <summary>A constant of a scalar type; integers are truncated and wrap.</summary>
    public static Constant Of(KernelType type, double value) => type switch
    {
        F32 => Of((float)value),
        Bool => new Constant(Bool, value != 0 ? 1 : 0),
        _ => new Constant(type, unchecked((int)(long)value)),
    };

    /// <summary>An index constant as another scalar type; any other constant stays.</summary>
    public Constant As(KernelType scalar) => Type != KernelType.Index ? this : scalar switch
    {
        I32 => Integer(Bits),
        F32 => Of((float)Bits),
        Bool => new Constant(Bool, Bits),
        _ => this,
    };
}

/// <summary>A variable of a kernel. Used as an expression it is its value.</summary>
public sealed class Local(KernelType type, string name, KernelBuffer? buffer = null) : Expr(type)
{
    /// <summary>The name that dumps show; the printer makes it unique.</summary>
    public string Name { get; } = name;

    /// <summary>Of a pointer: the buffer that it moves in.</summary>
    public KernelBuffer? Buffer { get; } = buffer;
}

/// <summary>A hole in the body of an operator or of a fused chain; a template fills it with what it loaded.</summary>
public sealed class Parameter(int index, KernelType type) : Expr(type)
{
    /// <summary>The operand's number, from 0.</summary>
    public int Index { get; } = index;
}

/// <summary>A hole for the flat row-major index of the output element, as I32.</summary>
public sealed class ElementIndex() : Expr(I32);

/// <summary>An operation on one operand.</summary>
public sealed class Unary(UnaryOp op, Expr operand) : Expr(operand.Type)
{
    /// <summary>The operation.</summary>
    public UnaryOp Op { get; } = op;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new Unary(Op, operands[0]);
}

/// <summary>An operation on two operands of one type.</summary>
public sealed class Binary(BinaryOp op, Expr a, Expr b) : Expr(a.Type)
{
    /// <summary>The operation.</summary>
    public BinaryOp Op { get; } = op;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [a, b];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) =>
        Op is BinaryOp.ShiftLeft or BinaryOp.ShiftRight or BinaryOp.ShiftRightLogical ? new Binary(Op, operands[0], operands[1]) : Of(Op, operands[0], operands[1]);

    /// <summary>The operation with its operands brought to one type, and what is known of indices computed at once.</summary>
    public static Expr Of(BinaryOp op, Expr a, Expr b)
    {
        (a, b) = Unify(a, b);
        if (a.Type == KernelType.Index)
        {
            if (a is Constant x && b is Constant y && Fold(op, x.Bits, y.Bits) is { } folded) return Constant.Of(folded);
            if (b is Constant { Bits: 0 } && op is BinaryOp.Add or BinaryOp.Sub) return a;
            if (a is Constant { Bits: 0 } && op is BinaryOp.Add) return b;
            if (b is Constant { Bits: 1 } && op is BinaryOp.Mul or BinaryOp.Div) return a;
            if (a is Constant { Bits: 1 } && op is BinaryOp.Mul) return b;
            if (op is BinaryOp.Mul && (a is Constant { Bits: 0 } || b is Constant { Bits: 0 })) return Constant.Of(0);
        }

        return new Binary(op, a, b);
    }

    private static int? Fold(BinaryOp op, int a, int b) => op switch
    {
        BinaryOp.Add => a + b,
        BinaryOp.Sub => a - b,
        BinaryOp.Mul => a * b,
        BinaryOp.Div when b != 0 => a / b,
        BinaryOp.Rem when b != 0 => a % b,
        BinaryOp.Min => Math.Min(a, b),
        BinaryOp.Max => Math.Max(a, b),
        _ => null,
    };
}

/// <summary>A comparison; its value is <see cref="KernelType.Bool"/> or, of vectors, <see cref="KernelType.Mask"/>.</summary>
public sealed class Compare(CompareOp op, Expr a, Expr b) : Expr(a.Type.IsVector() ? Mask : Bool)
{
    /// <summary>The comparison.</summary>
    public CompareOp Op { get; } = op;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [a, b];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => Of(Op, operands[0], operands[1]);

    /// <summary>The comparison with its operands brought to one type.</summary>
    public static Compare Of(CompareOp op, Expr a, Expr b)
    {
        (a, b) = Unify(a, b);
        return new Compare(op, a, b);
    }
}

/// <summary>Where the condition holds the first value, elsewhere the second; both are computed.</summary>
public sealed class Select(Expr condition, Expr then, Expr otherwise) : Expr(then.Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [condition, then, otherwise];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => Of(operands[0], operands[1], operands[2]);

    /// <summary>The choice with all three brought to scalars or all to vectors.</summary>
    public static Select Of(Expr condition, Expr then, Expr otherwise)
    {
        (then, otherwise) = Unify(then, otherwise);
        if (condition.Type.IsVector() && !then.Type.IsVector()) (then, otherwise) = (Splat.Of(then), Splat.Of(otherwise));
        if (then.Type.IsVector() && !condition.Type.IsVector()) condition = Splat.Of(condition);
        return new Select(condition, then, otherwise);
    }
}

/// <summary>a · b + c, rounded once on a fused target, else twice.</summary>
public sealed class Fma(Expr a, Expr b, Expr c) : Expr(c.Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [a, b, c];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => Of(operands[0], operands[1], operands[2]);

    /// <summary>The multiply-add with all three brought to scalars or all to vectors.</summary>
    public static Fma Of(Expr a, Expr b, Expr c)
    {
        (a, b) = Unify(a, b);
        (a, c) = Unify(a, c);
        (b, c) = Unify(b, c);
        return new Fma(a, b, c);
    }
}

/// <summary>
/// A change of type that keeps the value: I32 ↔ F32 (towards zero; a float outside the range of I32 is an error), Index ↔ I32,
/// Bool → I32 (0 or 1), and the same of vectors.
/// </summary>
public sealed class Cast(KernelType to, Expr operand) : Expr(operand.Type.IsVector() ? to.ToVector() : to)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new Cast(Type.ToScalar(), operands[0]);
}

/// <summary>The same bits read as the other of I32 and F32.</summary>
public sealed class BitCast(Expr operand) : Expr(Other(operand.Type))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new BitCast(operands[0]);

    private static KernelType Other(KernelType type) => type switch
    {
        I32 => F32,
        F32 => I32,
        VectorI32 => VectorF32,
        VectorF32 => VectorI32,
        _ => throw new KernelException($"The bits of {type} cannot be read as another type."),
    };
}

/// <summary>A vector with the scalar in every lane.</summary>
public sealed class Splat(Expr operand) : Expr(operand.Type.ToVector())
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => Of(operands[0]);

    /// <summary>The scalar spread over the lanes; a vector stays.</summary>
    public static Expr Of(Expr operand) => operand.Type.IsVector() ? operand : new Splat(operand);
}

/// <summary>The vector 0, 1, 2, … of I32.</summary>
public sealed class LaneIndex() : Expr(VectorI32);

/// <summary>
/// All lanes of a vector folded to a scalar by halves: lane i with lane i + Lanes/2, then the same with half as many, down to one.
/// </summary>
public sealed class FoldLanes(BinaryOp op, Expr operand) : Expr(operand.Type.ToScalar())
{
    /// <summary>The operation: Add, Mul, Min or Max.</summary>
    public BinaryOp Op { get; } = op;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [operand];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new FoldLanes(Op, operands[0]);
}

/// <summary>A pointer moved by a number of elements.</summary>
public sealed class PointerAdd(Expr pointer, Expr elements) : Expr(Pointer)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [pointer, elements];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new PointerAdd(operands[0], operands[1]);
}

/// <summary>
/// The element at pointer + offset, or as many from there as a vector has lanes, widened from the buffer's storage type. A vector
/// load may run past the end of its buffer: those lanes are unspecified (every buffer is followed by readable memory) and must not
/// reach a store.
/// </summary>
public sealed class Load(Expr pointer, int offset, KernelType type) : Expr(type)
{
    /// <summary>How many elements behind a buffer a vector load may reach.</summary>
    public const int ReadableBehind = 64;

    /// <summary>Elements from the pointer.</summary>
    public int Offset { get; } = offset;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [pointer];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new Load(operands[0], Offset, Type);

    /// <summary>The buffer that is read.</summary>
    public KernelBuffer Buffer => BufferOf(Operands[0]);

    /// <summary>The buffer that a pointer expression moves in.</summary>
    public static KernelBuffer BufferOf(Expr pointer) => pointer switch
    {
        Local { Buffer: { } buffer } => buffer,
        PointerAdd add => BufferOf(add.Operands[0]),
        Select select => BufferOf(select.Operands[1]),
        _ => throw new KernelException($"{pointer.Type} {pointer} does not point into a buffer."),
    };
}

/// <summary>
/// A vector put together from groups of four floats: group g holds the four floats at pointer g. It has Lanes/4 pointers.
/// </summary>
public sealed class LoadGroups(IReadOnlyList<Expr> pointers) : Expr(VectorF32)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = pointers;

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new LoadGroups(operands);
}

/// <summary>
/// Interleaves two vectors inside each group of four lanes. Of (a0 a1 a2 a3) and (b0 b1 b2 b3), low takes a0 b0 a1 b1 and high
/// a2 b2 a3 b3; of pairs, low takes a0 a1 b0 b1 and high a2 a3 b2 b3.
/// </summary>
public sealed class Zip(bool pairs, bool high, Expr a, Expr b) : Expr(a.Type)
{
    /// <summary>Whether elements move two by two.</summary>
    public bool Pairs { get; } = pairs;

    /// <summary>Whether the upper halves of the groups are taken.</summary>
    public bool High { get; } = high;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Operands { get; } = [a, b];

    /// <inheritdoc/>
    public override Expr With(IReadOnlyList<Expr> operands) => new Zip(Pairs, High, operands[0], operands[1]);
}
