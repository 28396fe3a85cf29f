using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Of [outer, rows, inner] weighted sums of rows, [outer, count, inner]: each of rows that indices name, [count, taps]. Where rows are
/// wide a tile is one sum, else all those of one outer index. Sizes: outer, rows, inner, count, and taps where they are looped over.
/// </summary>
public static class InterpolateRows
{
    /// <summary>How many tiles there are.</summary>
    public static Dimension Tiles(InterpolateRowsSpec spec, Dimension outer, Dimension count) => spec.IsWide ? outer * count : outer;

    /// <summary>The kernel.</summary>
    public static Kernel Kernel(InterpolateRowsSpec spec) => Kernels.Kernel.Define("interpolate-rows", spec.Target, f =>
    {
        f.Size("outer");
        var (rows, inner, count) = (f.Size("rows"), f.Size("inner"), f.Size("count"));
        Expr taps = spec.Taps is { } known ? (Expr)known : f.Size("taps");
        var data = f.Buffer("data", ElementType.Float);
        var indices = f.Buffer("indices", ElementType.Int32);
        var weights = f.Buffer("weights", ElementType.Float);
        var output = f.Buffer("output", ElementType.Float, Access.Write);
        f.Tiles(tile =>
        {
            if (spec.IsWide)
            {
                var outer = f.Let(tile / count, "outer");
                var first = f.Let((tile - (outer * count)) * taps, "first");
                Wide(f.Let(data + (outer * rows * inner), "block"), first, f.Let(output + (tile * inner), "place"));
            }
            else
            {
                var (block, place) = (f.Let(data + (tile * rows), "block"), f.Let(output + (tile * count), "place"));
                f.For(count, i => f.Store(place + i, Narrow(block, f.Let(i * taps, "first"))));
            }
        });

        void Wide(Expr block, Expr first, Expr place)
        {
            if (spec.Taps is null)
            {
                f.Vectors(0, inner, (c, lanes) =>
                {
                    var sum = f.Let(Splat.Of(0f), "sum");
                    f.For(taps, k => f.Set(sum, Fma(Splat.Of(Weight(first + k)), LoadVector(Row(block, first + k) + c), sum)));
                    f.Store(place + c, sum, 0, lanes);
                });
                return;
            }

            var own = Unrolled().Select(k => (Row: Row(block, first + k), Weight: f.Let(Splat.Of(Weight(first + k)), "weight"))).ToArray();
            f.Vectors(0, inner, (c, lanes) =>
            {
                var sum = own[0].Weight * LoadVector(own[0].Row + c);
                foreach (var (row, weight) in own[1..]) sum = Fma(weight, LoadVector(row + c), sum);
                f.Store(place + c, f.Name(sum), 0, lanes);
            });
        }

        Expr Narrow(Expr block, Expr first)
        {
            if (spec.Taps is null)
            {
                var sum = f.Let(Constant.Of(KernelType.F32, 0), "sum");
                f.For(taps, k => f.Set(sum, Fma(Weight(first + k), Element(block, first + k), sum)));
                return sum;
            }

            var unrolled = Weight(first) * Element(block, first);
            for (var k = 1; k < spec.Taps; k++) unrolled = Fma(Weight(first + k), Element(block, first + k), unrolled);
            return f.Let(unrolled, "sum");
        }

        IEnumerable<int> Unrolled() => Enumerable.Range(0, spec.Taps!.Value);

        Expr Weight(Expr tap) => LoadScalar(weights + tap);

        Expr Element(Expr block, Expr tap) => LoadScalar(block + ToIndex(LoadScalar(indices + tap)));

        Local Row(Expr block, Expr tap) => f.Let(block + (ToIndex(LoadScalar(indices + tap)) * inner), "row");
    });
}
