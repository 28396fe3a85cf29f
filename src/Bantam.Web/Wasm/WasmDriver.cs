using Bantam.Kernels;
using Bantam.Plans;

namespace Bantam.Web.Wasm;

/// <summary>
/// Writes a plan as one function of a module, with every place and size a constant. Where threads can share the work the function
/// takes <c>(thread, threads)</c>, each thread of a page calls it, and it returns when all are done; else it takes nothing.
/// </summary>
/// <param name="module">What it is added to.</param>
/// <param name="address">The addresses of places; of scratch memory that of thread 0.</param>
/// <param name="scratchBytes">Bytes from the scratch memory of one thread to that of the next.</param>
internal sealed class WasmDriver(WasmModule module, Func<Placement, int> address, int scratchBytes = 0)
{
    // The parameters of a function that threads share.
    private const int Thread = 0, Threads = 1;

    private readonly Dictionary<Kernel, int> _kernels = [];
    private readonly WasmModule _module = module;
    private readonly int _scratchBytes = scratchBytes;
    private int? _barrier;

    /// <summary>Adds the function and exports it under a name.</summary>
    /// <param name="name">The name that the page calls.</param>
    /// <param name="statements">The plan.</param>
    /// <param name="find">The addresses of this plan's places, where they are not those of the driver.</param>
    public void Add(string name, IReadOnlyList<PlanStatement> statements, Func<Placement, int>? find = null)
    {
        var isThreaded = statements.Any(s => !s.IsSerial);
        var function = new Function(this, find ?? address, isThreaded);
        function.Write(statements, []);
        if (isThreaded) function.Wait();
        _module.Export(name, _module.Add(isThreaded ? [WasmType.I32, WasmType.I32] : [], null, function.Locals, function.Body));
    }

    private int IndexOf(Kernel kernel)
    {
        if (!_kernels.TryGetValue(kernel, out var index)) _kernels[kernel] = index = WasmWriter.Write(kernel, _module);
        return index;
    }

    private sealed class Function(WasmDriver driver, Func<Placement, int> find, bool isThreaded)
    {
        private readonly int _parameters = isThreaded ? 2 : 0;
        private readonly int _scratchBytes = isThreaded ? driver._scratchBytes : 0;

        public WasmBytes Body { get; } = new();

        public List<WasmType> Locals { get; } = [];

        /// <summary>Statements that thread 0 runs alone stand together in a block that the others skip.</summary>
        /// <param name="statements">What is written.</param>
        /// <param name="counters">Locals that places move on with, and the bytes by which they do.</param>
        public void Write(IReadOnlyList<PlanStatement> statements, IReadOnlyList<Counter> counters)
        {
            var isInBlock = false;
            foreach (var statement in statements)
            {
                if (isInBlock && !statement.IsSerial) Close();
                if (isThreaded && statement.IsSerial && !isInBlock)
                {
                    Body.Byte(Op.Block).Byte(Op.NoResult).Byte(Op.LocalGet).Unsigned(Thread).Byte(Op.BranchIf).Unsigned(0);
                    isInBlock = true;
                }

                Write(statement, counters);
            }

            if (isInBlock) Close();

            void Close()
            {
                Body.Byte(Op.End);
                isInBlock = false;
            }
        }

        /// <summary>Waits for the other threads.</summary>
        public void Wait() =>
            Body.Byte(Op.LocalGet).Unsigned(Threads).Byte(Op.Call).Unsigned(driver._barrier ??= WasmBarrier.Add(driver._module));

        private void Write(PlanStatement statement, IReadOnlyList<Counter> counters)
        {
            switch (statement)
            {
                case KernelCall call: Write(call, counters, isShared: !call.IsSerial); break;
                case PlanBarrier: Wait(); break;
                case Repeat loop: Write(loop); break;
                case Bands bands: Write(bands); break;
                case Branch branch:
                    ReadTruth(branch.Condition).Byte(Op.If).Byte(Op.NoResult);
                    Inside(branch.Then, branch, counters);
                    Body.Byte(Op.Else);
                    Inside(branch.Otherwise, branch, counters);
                    Body.Byte(Op.End);
                    break;
                default: throw new PlanException($"A page cannot run {statement}.");
            }
        }

        /// <summary>What stands inside of a statement that thread 0 runs alone is written without regard to threads.</summary>
        private void Inside(IReadOnlyList<PlanStatement> statements, PlanStatement outer, IReadOnlyList<Counter> counters)
        {
            if (!outer.IsSerial) Write(statements, counters);
            else foreach (var statement in statements) Write(statement, counters);
        }

        private void Write(KernelCall call, IReadOnlyList<Counter> counters, bool isShared)
        {
            foreach (var place in call.Buffers)
            {
                Body.Byte(Op.I32Const).Signed(find(place));
                foreach (var (local, stepOf) in counters) Move(local, stepOf(place));
                if (place.Region == Region.Scratch) Move(Thread, _scratchBytes);
            }

            foreach (var size in call.Sizes) Body.Byte(Op.I32Const).Signed(size);
            Share(call.Tiles, isShared);
            Body.Byte(Op.Call).Unsigned(driver.IndexOf(call.Kernel));

            void Move(int local, long step)
            {
                if (step == 0) return;
                Body.Byte(Op.LocalGet).Unsigned(local).Byte(Op.I32Const).Signed(checked((int)step)).Byte(Op.I32Mul).Byte(Op.I32Add);
            }
        }

        /// <summary>A loop over this thread's share of the bands, which finds out where each begins.</summary>
        private void Write(Bands bands)
        {
            var (band, end) = (AddLocal(), AddLocal());
            Share(bands.Count, !bands.IsSerial);
            Body.Byte(Op.LocalSet).Unsigned(end).Byte(Op.LocalSet).Unsigned(band);
            Body.Byte(Op.Block).Byte(Op.NoResult).Byte(Op.Loop).Byte(Op.NoResult);
            Body.Byte(Op.LocalGet).Unsigned(band).Byte(Op.LocalGet).Unsigned(end).Byte(Op.I32GeS).Byte(Op.BranchIf).Unsigned(1);
            var counters = new List<Counter>();
            var faster = 1;
            for (var i = bands.Axes.Count - 1; i >= 0; faster *= bands.Axes[i--].Count)
            {
                var number = i;
                counters.Add(new Counter(Start(bands.Axes[i], band, faster), place => place.BandSteps.ElementAtOrDefault(number)));
            }

            foreach (var call in bands.Body) Write(call, counters, isShared: false);
            Body.Byte(Op.LocalGet).Unsigned(band).Byte(Op.I32Const).Signed(1).Byte(Op.I32Add).Byte(Op.LocalSet).Unsigned(band);
            Body.Byte(Op.Branch).Unsigned(0).Byte(Op.End).Byte(Op.End);
        }

        /// <summary>A local with the place of an axis at which a band begins, given how many bands have the same place of it.</summary>
        private int Start(BandAxis axis, int band, int faster)
        {
            var start = AddLocal();
            Body.Byte(Op.LocalGet).Unsigned(band).Byte(Op.I32Const).Signed(faster).Byte(Op.I32DivS);
            Body.Byte(Op.I32Const).Signed(axis.Count).Byte(Op.I32RemS).Byte(Op.I32Const).Signed(axis.Length).Byte(Op.I32Mul);
            Body.Byte(Op.LocalTee).Unsigned(start).Byte(Op.I32Const).Signed(axis.Last);
            Body.Byte(Op.LocalGet).Unsigned(start).Byte(Op.I32Const).Signed(axis.Last).Byte(Op.I32LtS).Byte(Op.Select);
            Body.Byte(Op.LocalSet).Unsigned(start);
            return start;
        }

        /// <summary>A loop that goes on while its round is below the count and the limit, and its condition holds.</summary>
        private void Write(Repeat loop)
        {
            var round = AddLocal();
            var limit = AddLocal();
            Body.Byte(Op.I32Const).Signed(0).Byte(Op.LocalSet).Unsigned(round);
            Body.Byte(Op.I32Const).Signed(checked((int)Math.Min(loop.Count, int.MaxValue))).Byte(Op.LocalSet).Unsigned(limit);
            if (loop.Limit is { } place)
            {
                // The smaller of the count and the Int64 in memory, which is often the largest there is.
                const int lessSigned = 0x53;
                Both();
                Both();
                Body.Byte(lessSigned).Byte(Op.Select).Byte(Op.I32WrapI64).Byte(Op.LocalSet).Unsigned(limit);

                void Both() => Body.Byte(Op.I32Const).Signed(find(place)).Byte(Op.I64Load).Unsigned(3).Unsigned(0)
                    .Byte(Op.LocalGet).Unsigned(limit).Byte(Op.I64ExtendI32S);
            }

            Body.Byte(Op.Block).Byte(Op.NoResult).Byte(Op.Loop).Byte(Op.NoResult);
            Body.Byte(Op.LocalGet).Unsigned(round).Byte(Op.LocalGet).Unsigned(limit).Byte(Op.I32GeS).Byte(Op.BranchIf).Unsigned(1);
            if (loop.Condition is { } condition)
                ReadTruth(condition).Byte(Op.I32Eqz).Byte(Op.BranchIf).Unsigned(1);
            Inside(loop.Body, loop, [new Counter(round, place => place.Step)]);
            Body.Byte(Op.LocalGet).Unsigned(round).Byte(Op.I32Const).Signed(1).Byte(Op.I32Add).Byte(Op.LocalSet).Unsigned(round);
            Body.Byte(Op.Branch).Unsigned(0).Byte(Op.End).Byte(Op.End);
        }

        private WasmBytes ReadTruth(Placement place) =>
            Body.Byte(Op.I32Const).Signed(find(place)).Byte(Op.I32Load8U).Unsigned(0).Unsigned(0);

        /// <summary>
        /// Where this thread's share of the tiles begins and where the next one's does, see <see cref="KernelCall.Share"/>; or all tiles.
        /// </summary>
        private void Share(int tiles, bool isShared)
        {
            if (!isShared)
            {
                Body.Byte(Op.I32Const).Signed(0).Byte(Op.I32Const).Signed(tiles);
                return;
            }

            for (var next = 0; next < 2; next++)
            {
                Body.Byte(Op.LocalGet).Unsigned(Thread);
                if (next > 0) Body.Byte(Op.I32Const).Signed(next).Byte(Op.I32Add);
                Body.Byte(Op.I32Const).Signed(tiles).Byte(Op.I32Mul).Byte(Op.LocalGet).Unsigned(Threads).Byte(Op.I32DivS);
            }
        }

        private int AddLocal()
        {
            Locals.Add(WasmType.I32);
            return _parameters + Locals.Count - 1;
        }
    }

    /// <summary>A local that places move on with.</summary>
    /// <param name="Local">What counts.</param>
    /// <param name="StepOf">The bytes that a place moves on by when it counts one further.</param>
    private sealed record Counter(int Local, Func<Placement, long> StepOf);
}
