using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>A fold that reductions are made of.</summary>
/// <param name="Op">Add, Mul, Min or Max.</param>
/// <param name="Identity">What changes nothing when folded in.</param>
public sealed record Reduction(BinaryOp Op, float Identity)
{
    /// <summary>The sum.</summary>
    public static Reduction Sum { get; } = new(BinaryOp.Add, 0f);

    /// <summary>The largest; NaN if one is NaN.</summary>
    public static Reduction Max { get; } = new(BinaryOp.Max, float.NegativeInfinity);

    /// <summary>The smallest; NaN if one is NaN.</summary>
    public static Reduction Min { get; } = new(BinaryOp.Min, float.PositiveInfinity);

    /// <summary>The product.</summary>
    public static Reduction Product { get; } = new(BinaryOp.Mul, 1f);

    /// <summary>
    /// Folds the values at 0 … count − 1 of a row: the virtual lane i takes those at i, i + 16, …, then the lanes are folded by one
    /// fixed tree. <paramref name="value"/> gives the vector at a column.
    /// </summary>
    internal Expr Row(KernelBuilder f, Expr count, Func<Expr, Expr> value)
    {
        var registers = Enumerable.Range(0, f.Target.VirtualVectors).Select(_ => f.Let(Splat.Of(Identity), "lanes")).ToArray();
        var whole = f.Let(count / Target.VirtualLanes * Target.VirtualLanes, "whole");
        f.For(0, whole, Target.VirtualLanes, i =>
        {
            for (var v = 0; v < registers.Length; v++) f.Set(registers[v], Binary.Of(Op, registers[v], value(i + (v * f.Lanes))));
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
                    f.Set(register, Binary.Of(Op, register, Select(isInside, value(column), Identity)));
                });
            }
        });
        return f.Fold(Op, registers);
    }
}
