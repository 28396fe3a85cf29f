using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>How a matrix product steps through its left factor: row by row of a tile, and along the depth.</summary>
internal abstract class PatchWalk(KernelBuilder f, Expr m)
{
    /// <summary>The kernel that is written.</summary>
    protected KernelBuilder F => f;

    /// <summary>The number of rows.</summary>
    protected Expr M => m;

    /// <summary>Declares the sizes that a walk takes.</summary>
    public static PatchWalk Declare(KernelBuilder f, GemmWalk walk, Expr m) => walk == GemmWalk.Matrix ? new Matrix(f, m) : new Patches(f, m);

    /// <summary>Pointers to the rows of a tile; rows past the last one are the last one again.</summary>
    public abstract Local[] Rows(Expr a, Expr row, int count);

    /// <summary>The size of the depth's outermost dimension, which blocks are parts of.</summary>
    public abstract Expr Outermost { get; }

    /// <summary>How many steps of the depth one of the outermost dimension takes.</summary>
    public abstract Expr StepsWithin { get; }

    /// <summary>A loop over a part of the outermost dimension and all of the others, with the offset from a row's pointer.</summary>
    public abstract void Depth(Expr from, Expr to, Action<Expr> body);

    private sealed class Matrix : PatchWalk
    {
        private readonly Local _stride;
        private readonly Local _step;

        public Matrix(KernelBuilder f, Expr m)
            : base(f, m)
        {
            Outermost = f.Size("k");
            _stride = f.Size("aRow");
            _step = f.Size("aDepth");
        }

        public override Expr Outermost { get; }

        public override Expr StepsWithin => 1;

        public override Local[] Rows(Expr a, Expr row, int count) =>
            [.. Enumerable.Range(0, count).Select(r => F.Let(a + (Min(row + r, M - 1) * _stride), "left"))];

        public override void Depth(Expr from, Expr to, Action<Expr> body) => F.For(from * _step, to * _step, _step, body, "k");
    }

    private sealed class Patches : PatchWalk
    {
        private readonly Local[] _rowSizes;
        private readonly Local[] _rowStrides;
        private readonly Local[] _depthSizes;
        private readonly Local[] _depthStrides;

        public Patches(KernelBuilder f, Expr m)
            : base(f, m)
        {
            _rowSizes = [f.Size("m1_"), f.Size("m2_")];
            _rowStrides = [f.Size("a0_"), f.Size("a1_"), f.Size("a2_")];
            _depthSizes = [f.Size("k0_"), f.Size("k1_"), f.Size("k2_")];
            _depthStrides = [f.Size("s0_"), f.Size("s1_"), f.Size("s2_")];
        }

        public override Expr Outermost => _depthSizes[0];

        public override Expr StepsWithin => _depthSizes[1] * _depthSizes[2];

        /// <summary>The first row by division, the others by stepping on and carrying over as an odometer does.</summary>
        public override Local[] Rows(Expr a, Expr row, int count)
        {
            var (size1, size2) = (_rowSizes[0], _rowSizes[1]);
            var outer = F.Let(row / size2, "outer");
            var index2 = F.Let(row - (outer * size2), "i2_");
            var index0 = F.Let(outer / size1, "i0_");
            var index1 = F.Let(outer - (index0 * size1), "i1_");
            var carry2 = F.Let(_rowStrides[1] - (size2 * _rowStrides[2]), "carry");
            var carry1 = F.Let(_rowStrides[0] - (size1 * _rowStrides[1]), "carry");

            var rows = new Local[count];
            rows[0] = F.Let(a + ((index0 * _rowStrides[0]) + (index1 * _rowStrides[1]) + (index2 * _rowStrides[2])), "left");
            for (var r = 1; r < count; r++)
            {
                var next = F.Let(rows[r - 1] + Constant.Of(0), "left");
                F.If(row + r < M, () =>
                {
                    F.Set(next, next + _rowStrides[2]);
                    F.Set(index2, index2 + 1);
                    F.If(Equal(index2, size2), () =>
                    {
                        F.Set(next, next + carry2);
                        F.Set(index2, Constant.Of(0));
                        F.Set(index1, index1 + 1);
                        F.If(Equal(index1, size1), () =>
                        {
                            F.Set(next, next + carry1);
                            F.Set(index1, Constant.Of(0));
                        });
                    });
                });
                rows[r] = next;
            }

            return rows;
        }

        public override void Depth(Expr from, Expr to, Action<Expr> body)
        {
            var run = F.Let(_depthSizes[2] * _depthStrides[2], "run");
            F.For(from, to, 1, k0 => F.For(_depthSizes[1], k1 =>
            {
                var start = F.Let((k0 * _depthStrides[0]) + (k1 * _depthStrides[1]), "start");
                F.For(start, start + run, _depthStrides[2], body, "k");
            }));
        }
    }
}
