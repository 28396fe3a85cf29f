using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>A fold that reductions are made of.</summary>
/// <param name="Op">Add, Mul, Min or Max.</param>
public sealed record Reduction(BinaryOp Op)
{
    /// <summary>The sum.</summary>
    public static Reduction Sum { get; } = new(BinaryOp.Add);

    /// <summary>The largest; NaN if one is NaN.</summary>
    public static Reduction Max { get; } = new(BinaryOp.Max);

    /// <summary>The largest of those that are numbers, which takes fewer instructions.</summary>
    public static Reduction MaxNumber { get; } = new(BinaryOp.Max) { IgnoresNaN = true };

    /// <summary>The smallest; NaN if one is NaN.</summary>
    public static Reduction Min { get; } = new(BinaryOp.Min);

    /// <summary>The product.</summary>
    public static Reduction Product { get; } = new(BinaryOp.Mul);

    /// <summary>Whether elements that are no numbers are left out.</summary>
    public bool IgnoresNaN { get; init; }

    /// <summary>What changes nothing when it is folded into elements of a type.</summary>
    public Constant Identity(ElementType element)
    {
        var type = KernelTypes.Of(element);
        return Op switch
        {
            BinaryOp.Add => Constant.Of(type, 0),
            BinaryOp.Mul => Constant.Of(type, 1),
            _ when type.IsFloat() => Constant.Of(type, Op == BinaryOp.Max ? double.NegativeInfinity : double.PositiveInfinity),
            _ => new Constant(type, (long)(Op == BinaryOp.Max ? element.Info().Least : element.Info().Most)),
        };
    }

    /// <summary>
    /// Folds the values at 0 … count − 1 of a row: the virtual lane i takes those at i, i + 16, …, then the lanes are folded by one
    /// fixed tree. <paramref name="value"/> gives the vector at a column.
    /// </summary>
    internal Expr Row(KernelBuilder f, ElementType element, Expr count, Func<Expr, Expr> value) =>
        Row(f, element, count, (column, _) => value(column));

    /// <inheritdoc cref="Row(KernelBuilder, ElementType, Expr, Func{Expr, Expr})"/>
    /// <remarks><paramref name="value"/> is told how many elements the row has from there on where it may be less than a vector.</remarks>
    internal Expr Row(KernelBuilder f, ElementType element, Expr count, Func<Expr, Expr?, Expr> value)
    {
        var identity = Identity(element);
        var registers = Enumerable.Range(0, f.Target.VirtualVectors).Select(_ => f.Let(Splat.Of(identity), "lanes")).ToArray();
        var whole = f.Let(count / Target.VirtualLanes * Target.VirtualLanes, "whole");
        f.For(0, whole, Target.VirtualLanes, i =>
        {
            for (var v = 0; v < registers.Length; v++) f.Set(registers[v], Folded(registers[v], value(i + (v * f.Lanes), null)));
        });
        f.If(whole < count, () =>
        {
            for (var v = 0; v < registers.Length; v++)
            {
                var column = f.Name(whole + (v * f.Lanes), "column");
                var register = registers[v];
                f.If(column < count, () =>
                {
                    var isInside = (Splat.Of(ToI32(column)) + new LaneIndex()) < Splat.Of(ToI32(count));
                    f.Set(register, Folded(register, Select(isInside, value(column, count - column), identity)));
                });
            }
        });
        return f.Fold(Op, registers);

        Expr Folded(Local register, Expr next)
        {
            if (!IgnoresNaN) return Binary.Of(Op, register, next);
            next = f.Let(next, "next");
            return Select(next > register, next, register);
        }
    }
}
