using Bantam.Kernels;
using Bantam.Tensors;
using Bantam.Tests.Kernels;
using static Bantam.Kernels.Ops;

namespace Bantam.Tests.Web;

/// <summary>
/// Every operation of the kernel language by itself, on vectors and on scalars, with the values that machines disagree about.
/// </summary>
public static class LanguageProblems
{
    private const int Count = 256;

    private static readonly float[] Floats =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, 3.4e38f, 1e-40f, -1e-45f,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 8388609f,
    ];

    private static readonly int[] Integers =
        [0, 1, -1, 2, -2, 7, -7, 127, -128, 255, 65536, -65537, int.MaxValue, int.MinValue, 0x12345678, -0x12345678];

    private static readonly double[] Doubles =
    [
        0, -0.0, 1, -1, 0.5, 2.5, -2.5, 1 + 2.220446049250313e-16, 1e308, 5e-324, -1e-310, 4503599627370497, 1e17,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    private static readonly long[] Longs =
    [
        0, 1, -1, 2, -2, 7, -7, int.MaxValue, int.MinValue, 1L << 31, 1L << 32, 5_000_000_000, -5_000_000_000,
        long.MaxValue, long.MinValue, 0x123456789abcdef0,
    ];

    private static readonly ElementType[] Storages =
    [
        ElementType.Float, ElementType.Int8, ElementType.UInt8, ElementType.Int32, ElementType.Int64, ElementType.Bool,
        ElementType.Int16, ElementType.UInt16, ElementType.Float16, ElementType.BFloat16,
    ];

    public static IEnumerable<KernelProblem> All =>
    [
        Operations("float operations", ElementType.Float, ElementType.Float, FloatOperations),
        Operations("float comparisons", ElementType.Float, ElementType.Int32, FloatComparisons),
        Operations("integer operations", ElementType.Int32, ElementType.Int32, IntegerOperations),
        Scalars("double operations", ElementType.Double, ElementType.Double, DoubleOperations),
        Scalars("double comparisons and casts", ElementType.Double, ElementType.Int64, DoubleComparisons),
        Scalars("long operations", ElementType.Int64, ElementType.Int64, LongOperations),
        Scalars("casts of long", ElementType.Int64, ElementType.Float, (x, _) => [ToF32(x), ToF32(ToI32(x)), ToF32(To(KernelType.F64, x))]),
        Scalars("unsigned operations", ElementType.UInt32, ElementType.UInt32, (x, y) => [x + y, x * y, x - y, x >>> 3, Max(x, y)]),
        SmallFloat(ElementType.Float16), SmallFloat(ElementType.BFloat16), Halves(),
        IndexedLoads(), Collatz(),
        .. Storages.Select(PartialStores),
        Folds(),
        Interleaves(),
        Loops(),
    ];

    private static Expr[] FloatOperations(Expr x, Expr y) =>
    [
        x + y, x - y, x * y, x / y, Min(x, y), Max(x, y), -x, Abs(x), Sqrt(x), Floor(x), Ceiling(x), Round(x),
        Fma(x, y, x), Fma(x, 0.1f, y),
        Select(x < y, x, y), Select(new Constant(KernelType.Bool, 1), x, y), Select(new Constant(KernelType.Bool, 0), x, y),
        ToF32(x <= y), ToF32(Bits(x)),
    ];

    private static Expr[] FloatComparisons(Expr x, Expr y) =>
    [
        ToI32(x < y), ToI32(x <= y), ToI32(Equal(x, y)), ToI32(NotEqual(x, y)),
        ToI32((x < y) & ~Equal(x, 0f)), ToI32((x < y) | Equal(x, y)), ToI32((x < y) ^ (x < 1f)),
        ToI32(Select(Equal(y, y), Min(Max(y, -100.5f), 100.5f), 0f)), Bits(x) >>> 23,
    ];

    private static Expr[] IntegerOperations(Expr x, Expr y) =>
    [
        x + y, x - y, x * y, (x >> 1) / Select(Equal(y, 0), 3, y), Min(x, y), Max(x, y), x & y, x | y, x ^ y, ~x, -x, Abs(x >> 1),
        x << 5, x >> 5, x >>> 5, x << 31, x >> 31, x << y, x >> y, x >>> y, x << ToI32(Constant.Of(7)), Constant.Integer(77) << y,
        PopCount(x), Dot2(x, y, x ^ 0x5a5a5a5a), Dot4(x, y, x ^ 0x5a5a5a5a), Dot4(0, x, -1 - y), Select(x < y, x, 7),
        ToI32(ToF32(x) * 0.25f), ToI32(x < y), ToI32(x <= y), ToI32(Equal(x, y)), ToI32(NotEqual(x, y)),
        ToI32(Compare.Of(CompareOp.LessUnsigned, x, y)),
    ];

    private static Expr[] DoubleOperations(Expr x, Expr y) =>
    [
        x + y, x - y, x * y, x / y, Min(x, y), Max(x, y), -x, Abs(x), Sqrt(x), Floor(x), Ceiling(x), Round(x),
        Fma(x, y, x), Fma(x, 0.1f, y),
        Select(x < y, x, y), To(KernelType.F64, ToF32(x)), To(KernelType.F64, x <= y), x * 0.3f,
    ];

    private static Expr[] DoubleComparisons(Expr x, Expr y) =>
    [
        .. ((Expr[])[x < y, x <= y, Equal(x, y), NotEqual(x, y)]).Select(truth => To(KernelType.I64, truth)), Bits(x),
        To(KernelType.I64, Small(x, 1e15)), To(KernelType.I64, ToI32(Small(x, 1e9))), To(KernelType.I64, Small(ToF32(x), 1e9)),
    ];

    private static Expr[] LongOperations(Expr x, Expr y) =>
    [
        x + y, x - y, x * y, (x >> 1) / Select(Equal(y, 0), 3, y), (x >> 1) % Select(Equal(y, 0), 3, y), Min(x, y), Max(x, y),
        x & y, x | y, x ^ y, ~x, -x, Abs(x), x << 5, x >> 5, x >>> 5, x << 63, x << y, x >> y, x >>> y, PopCount(x), Select(x < y, x, 7),
        To(KernelType.I64, ToI32(x)), Bits(Bits(x)),
        .. ((Expr[])[x < y, x <= y, Equal(x, y), NotEqual(x, y), Compare.Of(CompareOp.LessUnsigned, x, y)])
            .Select(truth => To(KernelType.I64, truth)),
    ];

    /// <summary>A number that integers hold, in place of any other.</summary>
    private static Expr Small(Expr x, double most) => Select(Abs(x) <= Constant.Of(x.Type, most), x, 1f);

    /// <summary>Stores the results of operations that only scalars have.</summary>
    private static KernelProblem Scalars(string name, ElementType from, ElementType to, Func<Expr, Expr, Expr[]> operations)
    {
        var sample = new Local(KernelTypes.Of(from), "sample");
        return new KernelProblem(name, target => (Kernel.Define(name, target, f =>
        {
            var (x, y, results) = (f.Buffer("x", from), f.Buffer("y", from), f.Buffer("results", to, Access.Write));
            f.Tiles(_ => f.For(Count, i =>
            {
                var offset = 0;
                foreach (var result in operations(f.Let(LoadScalar(x + i)), f.Let(LoadScalar(y + i))))
                {
                    f.Store(results + i, result, offset);
                    offset += Count;
                }
            }));
        }), [], 1), [Pairs(from, 1), Pairs(from, 16), new byte[operations(sample, sample).Length * Count * to.Size()]]);
    }

    /// <summary>Every element of 16 bits as a float, and stored again.</summary>
    private static KernelProblem SmallFloat(ElementType type)
    {
        var all = new byte[2 << 16];
        for (var i = 0; i < 1 << 16; i++) BitConverter.TryWriteBytes(all.AsSpan(2 * i), (ushort)i);
        return new KernelProblem($"all of {type}", target => (Kernel.Define("all", target, f =>
        {
            var x = f.Buffer("x", type);
            var (floats, again) = (f.Buffer("floats", ElementType.Float, Access.Write), f.Buffer("again", type, Access.Write));
            f.Tiles(_ => f.For(0, 1 << 16, f.Lanes, i =>
            {
                var value = f.Let(LoadVector(x + i));
                f.Store(floats + i, value);
                f.Store(again + i, value);
            }));
        }), [], 1), [all, new byte[4 << 16], new byte[2 << 16]]);
    }

    /// <summary>Floats in the middle between two small ones, beside it, and far outside.</summary>
    private static KernelProblem Halves() => new("floats to small ones", target => (Kernel.Define("halves", target, f =>
    {
        var x = f.Buffer("x", ElementType.Float);
        var (half, brain) = (f.Buffer("half", ElementType.Float16, Access.Write), f.Buffer("brain", ElementType.BFloat16, Access.Write));
        f.Tiles(_ => f.For(0, Between.Length, f.Lanes, i =>
        {
            f.Store(half + i, LoadVector(x + i));
            f.Store(brain + i, LoadVector(x + i));
        }));
    }), [], 1), [[.. Between.SelectMany(BitConverter.GetBytes)], new byte[2 * Between.Length], new byte[2 * Between.Length]]);

    /// <summary>Bits of floats around every eleventh value that Float16 or BFloat16 round at, of both signs.</summary>
    internal static readonly float[] Between =
    [
        .. from i in Enumerable.Range(0, 4096)
           let top = ((uint)i * 11 % 0x10000) << 16
           from bits in (uint[])[top | 0x7fff, top | 0x8000, top | 0x8001]
           select BitConverter.UInt32BitsToSingle(bits),
        .. from i in Enumerable.Range(0, 4096)
           let exact = 0x33000000u + ((uint)i * 0x10000)
           from bits in (uint[])[exact + 0xfff, exact + 0x1000, exact + 0x3000]
           select BitConverter.UInt32BitsToSingle(bits),
    ];

    /// <summary>Elements from anywhere, lanes in another order.</summary>
    private static KernelProblem IndexedLoads() => new("indexed loads", target => (Kernel.Define("indexed loads", target, f =>
    {
        var (x, n) = (f.Buffer("x", ElementType.Float), f.Buffer("n", ElementType.Int32));
        var floats = f.Buffer("floats", ElementType.Float, Access.Write);
        var integers = f.Buffer("integers", ElementType.Int32, Access.Write);
        f.Tiles(_ => f.For(0, 64, f.Lanes, i =>
        {
            var index = f.Let((Splat.Of(ToI32(i)) + new LaneIndex()) * 37 & 63);
            f.Store(floats + i, LoadAt(x, index));
            f.Store(integers + i, LoadAt(n + 64, index - 64));
            if (f.Lanes == 1) return;
            f.Store(floats + (i + 64), Shuffle(LoadVector(x + i), 2, 0, 3, 3));
            f.Store(integers + (i + 64), Shuffle(LoadVector(n + i), 1, 0, 3, 2));
        }));
    }), [], 1), [KernelProblem.Floats(64, 5), Pairs(ElementType.Int32, 1), KernelProblem.Zeros(128), KernelProblem.Zeros(128)]);

    /// <summary>Loops whose rounds only the numbers tell: n/2 or 3n + 1 until 1 is reached.</summary>
    private static KernelProblem Collatz() => new("while", target => (Kernel.Define("while", target, f =>
    {
        var y = f.Buffer("y", ElementType.Int32, Access.Write);
        f.Tiles(tile =>
        {
            var (n, steps) = (f.Let(ToI32(tile) + 1, "n"), f.Let(Constant.Integer(0), "steps"));
            f.While(() => NotEqual(n, 1), () =>
            {
                f.Set(n, Select(Equal(n & 1, 0), n >> 1, (n * 3) + 1));
                f.Set(steps, steps + 1);
            });
            f.Store(y + tile, steps);
        });
    }), [], 30), [KernelProblem.Zeros(30)]);

    /// <summary>Stores each operation's results of all pairs twice: computed on vectors, and one by one.</summary>
    private static KernelProblem Operations(string name, ElementType from, ElementType to, Func<Expr, Expr, Expr[]> operations)
    {
        var sample = new Local(from == ElementType.Float ? KernelType.F32 : KernelType.I32, "sample");
        var results = KernelProblem.Zeros(operations(sample, sample).Length * Count);
        return new KernelProblem(name, target => (Kernel.Define(name, target, f =>
        {
            var (x, y) = (f.Buffer("x", from), f.Buffer("y", from));
            var (vectors, scalars) = (f.Buffer("vectors", to, Access.Write), f.Buffer("scalars", to, Access.Write));
            f.Tiles(_ =>
            {
                f.For(0, Count, f.Lanes, i => StoreAll(vectors + i, f.Let(LoadVector(x + i)), f.Let(LoadVector(y + i))));
                f.For(Count, i => StoreAll(scalars + i, f.Let(LoadScalar(x + i)), f.Let(LoadScalar(y + i))));
            });

            void StoreAll(Expr place, Expr a, Expr b)
            {
                var offset = 0;
                foreach (var result in operations(a, b))
                {
                    f.Store(place, a.Type.IsVector() ? Splat.Of(result) : result, offset);
                    offset += Count;
                }
            }
        }), [], 1), [Pairs(from, 1), Pairs(from, 16), results, results]);
    }

    /// <summary>The sixteen values of a type again and again, or each of them several times before the next.</summary>
    private static byte[] Pairs(ElementType type, int every)
    {
        var size = type.Size();
        var bytes = new byte[size * Count];
        for (var i = 0; i < Count; i++)
        {
            var place = i / every % 16;
            var bits = type switch
            {
                ElementType.Float => BitConverter.SingleToInt32Bits(Floats[place]),
                ElementType.Double => BitConverter.DoubleToInt64Bits(Doubles[place]),
                ElementType.Int64 => Longs[place],
                _ => Integers[place],
            };
            BitConverter.GetBytes(bits).AsSpan(0, size).CopyTo(bytes.AsSpan(size * i));
        }

        return bytes;
    }

    /// <summary>Copies elements of a storage type: with each count of lanes from below none to above all, then one by one.</summary>
    private static KernelProblem PartialStores(ElementType type)
    {
        var size = type.Size();
        var input = Enumerable.Range(0, Count * size).Select(i => (byte)(type == ElementType.Bool ? i % 3 % 2 : i * 83)).ToArray();
        if (type == ElementType.Int64)
            for (var i = 0; i < Count; i++)
                BitConverter.TryWriteBytes(input.AsSpan(8 * i), (long)Integers[i % 16]);
        return new KernelProblem($"partial stores of {type}", target => (Kernel.Define("partial stores", target, f =>
        {
            var (x, lanes, scalars) = (f.Buffer("x", type), f.Buffer("lanes", type, Access.Write), f.Buffer("scalars", type, Access.Write));
            f.Tiles(_ =>
            {
                f.For(7, i => f.Store(lanes + (i * 32), LoadVector(x + (i * 16), 1, isNarrow: true), 2, i - 1));
                f.Store(lanes, LoadVector(x, isNarrow: true), 7 * 32);
                f.For(Count, i => f.Store(scalars + i, LoadScalar(x + i)));
            });
        }), [], 1), [input, new byte[240 * size], new byte[Count * size]]);
    }

    /// <summary>Folds of the virtual lanes, of floats and of integers.</summary>
    private static KernelProblem Folds() => new("folds", target => (Kernel.Define("folds", target, f =>
    {
        var (x, n) = (f.Buffer("x", ElementType.Float), f.Buffer("n", ElementType.Int32));
        var floats = f.Buffer("floats", ElementType.Float, Access.Write);
        var integers = f.Buffer("integers", ElementType.Int32, Access.Write);
        f.Tiles(_ =>
        {
            var offset = 0;
            foreach (var op in (BinaryOp[])[BinaryOp.Add, BinaryOp.Mul, BinaryOp.Min, BinaryOp.Max])
            {
                f.Store(floats, f.Fold(op, Registers(x)), offset);
                f.Store(integers, f.Fold(op, Registers(n)), offset++);
            }
        });

        Expr[] Registers(Local pointer) => [.. Enumerable.Range(0, f.Target.VirtualVectors).Select(v => LoadVector(pointer, v * f.Lanes))];
    }), [], 1), [KernelProblem.Floats(16, 3), Pairs(ElementType.Int32, 1), KernelProblem.Zeros(4), KernelProblem.Zeros(4)]);

    /// <summary>Loads of groups of four and the two ways to interleave them, which transposes are made of.</summary>
    private static KernelProblem Interleaves() => new("interleaves", target => (Kernel.Define("interleaves", target, f =>
    {
        var (x, y) = (f.Buffer("x", ElementType.Float), f.Buffer("y", ElementType.Float, Access.Write));
        f.Tiles(_ =>
        {
            if (f.Lanes < 4) return;
            var a = f.Let(Groups(0));
            var b = f.Let(Groups(4));
            for (var k = 0; k < 4; k++) f.Store(y, new Zip(pairs: k >= 2, high: k % 2 == 1, a, b), k * f.Lanes);
        });

        LoadGroups Groups(int start) => new([.. Enumerable.Range(0, f.Lanes / 4).Select(g => x + ((g * 8) + start))]);
    }), [], 1), [KernelProblem.Floats(32, 4), KernelProblem.Zeros(64)]);

    /// <summary>Loops inside loops, some of which never run, branches in them, and pointers that are chosen.</summary>
    private static KernelProblem Loops() => new("loops and branches", target => (Kernel.Define("loops", target, f =>
    {
        var (from, limit, step) = (f.Size("from"), f.Size("limit"), f.Size("step"));
        var y = f.Buffer("y", ElementType.Int32, Access.Write);
        f.Tiles(tile =>
        {
            var sum = f.Let(ToI32(tile), "sum");
            f.For(from, limit, step, i =>
            {
                f.If(i < 0, () => f.Set(sum, (sum * 3) + ToI32(i / 2)), () => f.If(Equal(i % 3, 0), () => f.Set(sum, sum ^ ToI32(i))));
                f.For(limit, from, step, _ => f.Set(sum, Constant.Integer(0)));
                f.For(i, limit, 4, j => f.Set(sum, sum + ToI32(Max(j, 2) * Min(-j, i))));
            });
            var place = f.Let(Select(tile < 2, y + tile, y + (tile + 1)), "place");
            f.Store(place, sum);
            f.Store(place + ((tile * 2) + 8), ToI32(tile) * 5, -2);
        });
    }), [-9, 14, 5], 4), [KernelProblem.Zeros(24)]);
}
