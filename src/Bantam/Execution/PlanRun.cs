using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>
/// Goes through a compiled plan. The calling thread does so alone; for a call whose tiles can be shared it asks a team of threads for
/// help, and goes on when all tiles are done.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal sealed unsafe class PlanRun
{
    private readonly Instruction[] _instructions;
    private readonly IReadOnlyDictionary<int, PlanStatement> _steps;
    private readonly IReadOnlyList<IndexCheck> _checks;
    private readonly MemoryOf _memory;
    private readonly int _threads;
    private readonly int _count;
    private readonly NativeBlock _arguments;
    private readonly NativeBlock? _scratch;
    private readonly Stack<(long Rounds, long Limit)> _loops = new();

    /// <summary>Compiles a plan, and lays out arguments and scratch memory.</summary>
    /// <param name="plan">What is run.</param>
    /// <param name="address">The address of a place; of scratch its offset.</param>
    /// <param name="memory">The memory of a place.</param>
    /// <param name="threads">The most threads that run it.</param>
    public PlanRun(Plan plan, Func<Placement, nint> address, MemoryOf memory, int threads)
    {
        var (program, scratchBytes) = (PlanProgram.Compile(plan, address), plan.ScratchBytes);
        (_instructions, _steps) = ([.. program.Instructions], program.Steps);
        threads = plan.IsThreaded ? threads : 1;
        (_memory, _threads, _count, _checks) = (memory, threads, program.Arguments.Count, plan.Checks);
        foreach (var check in _checks) memory(check.Place).Clear();

        // Threads differ in the addresses of their scratch memory; without any they share one list.
        var lists = program.ScratchArguments.Count > 0 ? threads : 1;
        if (lists > 1 || scratchBytes > 0) _scratch = new NativeBlock(scratchBytes * threads);
        _arguments = new NativeBlock((long)lists * _count * sizeof(nint));
        for (var list = 0; list < lists; list++)
        {
            var to = ArgumentsOf(list);
            for (var i = 0; i < _count; i++) to[i] = program.Arguments[i];
            foreach (var i in program.ScratchArguments) to[i] += (nint)(_scratch!.Pointer + (list * scratchBytes));
        }

        Lists = lists;
    }

    private int Lists { get; }

    /// <summary>Runs the plan once.</summary>
    /// <exception cref="AxisIndexException">A kernel was given an index outside of an axis, and went on with the nearest one.</exception>
    public void Run()
    {
        var team = WorkerTeam.Rent(_threads);
        try
        {
            _loops.Clear();
            for (var next = 0; next < _instructions.Length;) next = Execute(ref _instructions[next], next, team);
        }
        finally
        {
            team.Return();
        }

        if (FirstOutside() is { } outside) throw outside;
    }

    /// <summary>Runs the plan some times; returns the least time of each of its steps, in their order.</summary>
    /// <param name="rounds">How many times.</param>
    /// <exception cref="AxisIndexException">A kernel was given an index outside of an axis, and went on with the nearest one.</exception>
    public IReadOnlyList<StepTime> Measure(int rounds)
    {
        var least = new Dictionary<int, StepTime>();
        for (var round = 0; round < rounds; round++)
        {
            var (ticks, times) = (new long[_instructions.Length], new int[_instructions.Length]);
            RunTimed(ticks, times);
            foreach (var (at, step) in _steps)
            {
                var milliseconds = Stopwatch.GetElapsedTime(0, ticks[at]).TotalMilliseconds;
                if (!least.TryGetValue(at, out var known) || milliseconds < known.Milliseconds)
                    least[at] = new StepTime(step, milliseconds, times[at]);
            }
        }

        return [.. least.OrderBy(step => step.Key).Select(step => step.Value).Where(step => step.Times > 0)];
    }

    private void RunTimed(long[] ticks, int[] times)
    {
        var team = WorkerTeam.Rent(_threads);
        try
        {
            _loops.Clear();
            for (var next = 0; next < _instructions.Length;)
            {
                var (at, start) = (next, Stopwatch.GetTimestamp());
                next = Execute(ref _instructions[at], at, team);
                ticks[at] += Stopwatch.GetTimestamp() - start;
                times[at]++;
            }
        }
        finally
        {
            team.Return();
        }

        if (FirstOutside() is { } outside) throw outside;
    }

    /// <summary>The error of the first kernel that was given an index outside of an axis; the next run begins without any.</summary>
    private AxisIndexException? FirstOutside()
    {
        AxisIndexException? first = null;
        foreach (var (where, size, place) in _checks)
        {
            var noted = MemoryMarshal.Cast<byte, long>(_memory(place));
            if (noted[0] == 0) continue;
            first ??= new AxisIndexException(noted[1], size, where);
            noted.Clear();
        }

        return first;
    }

    private int Execute(ref Instruction instruction, int at, WorkerTeam team)
    {
        switch (instruction.Kind)
        {
            case InstructionKind.Call:
                instruction.Code(ArgumentsOf(0) + instruction.Arguments, 0, instruction.Tiles);
                return at + 1;
            case InstructionKind.SharedCall:
                var pitch = Lists > 1 ? _count * sizeof(nint) : 0;
                team.Run(instruction.Code, (nint)(ArgumentsOf(0) + instruction.Arguments), pitch, instruction.Tiles);
                return at + 1;
            case InstructionKind.Host:
                instruction.Host.Run(_memory);
                return at + 1;
            case InstructionKind.Repeat:
                var loop = instruction.Loop;
                var limit = loop.Limit == 0 ? loop.Count : Math.Min(loop.Count, *(long*)loop.Limit);
                if (limit <= 0 || IsOver(loop)) return instruction.Target;
                _loops.Push((0, limit));
                return at + 1;
            case InstructionKind.Next:
                return EndRound(instruction.Target);
            case InstructionKind.Jump:
                return instruction.Target;
            default:
                return *(byte*)instruction.Address == 0 ? instruction.Target : at + 1;
        }
    }

    private int EndRound(int begin)
    {
        ref var instruction = ref _instructions[begin];
        var loop = instruction.Loop;
        var (rounds, limit) = _loops.Pop();
        if (++rounds < limit && !IsOver(loop))
        {
            Move(loop, 1);
            _loops.Push((rounds, limit));
            return begin + 1;
        }

        Move(loop, 1 - rounds);
        return instruction.Target;
    }

    private static bool IsOver(Loop loop) => loop.Condition != 0 && *(byte*)loop.Condition == 0;

    private void Move(Loop loop, long rounds)
    {
        for (var list = 0; list < Lists; list++)
        {
            var arguments = ArgumentsOf(list);
            foreach (var (argument, step) in loop.Moves) arguments[argument] += (nint)(step * rounds);
        }
    }

    private nint* ArgumentsOf(int list) => (nint*)_arguments.Pointer + ((long)list * _count);
}
