using System.Diagnostics.CodeAnalysis;
using Bantam.Plans;
using Bantam.Targets.Cpu;

namespace Bantam.Execution;

/// <summary>
/// A plan as a flat list of instructions for one session: kernels are compiled, places are addresses, and the arguments of all calls
/// lie in one list, so that an instruction is a pointer into it and a call.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal sealed unsafe class PlanProgram
{
    private readonly List<Instruction> _instructions = [];
    private readonly Dictionary<int, PlanStatement> _steps = [];
    private readonly List<nint> _arguments = [];
    private readonly List<int> _scratch = [];
    private readonly Func<Placement, nint> _address;

    private PlanProgram(Func<Placement, nint> address) => _address = address;

    /// <summary>What is done, in order.</summary>
    public IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>The steps of the plan that instructions are: calls, bands and what is evaluated.</summary>
    public IReadOnlyDictionary<int, PlanStatement> Steps => _steps;

    /// <summary>The arguments of all calls.</summary>
    public IReadOnlyList<nint> Arguments => _arguments;

    /// <summary>Which arguments are offsets in the memory of the thread that runs the call.</summary>
    public IReadOnlyList<int> ScratchArguments => _scratch;

    /// <summary>Compiles a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="address">The address of a place; of scratch its offset.</param>
    public static PlanProgram Compile(Plan plan, Func<Placement, nint> address)
    {
        if (CpuTargets.Threads > 1) Parallel.ForEach(plan.Calls.Select(c => c.Kernel).Distinct(), kernel => CpuKernels.Compile(kernel));
        var program = new PlanProgram(address);
        program.Add(plan.Statements, []);
        return program;
    }

    private void Add(IReadOnlyList<PlanStatement> statements, List<(int Argument, nint Step)> moves)
    {
        foreach (var statement in statements)
        {
            if (statement is KernelCall or Bands or HostCall) _steps[_instructions.Count] = statement;
            switch (statement)
            {
                case KernelCall call: Add(call, moves); break;
                case HostCall host: _instructions.Add(new Instruction { Kind = InstructionKind.Host, Host = host }); break;
                case Repeat loop: Add(loop); break;
                case Branch branch: Add(branch, moves); break;
                case Bands bands: Add(bands); break;
            }
        }
    }

    private void Add(KernelCall call, List<(int Argument, nint Step)> moves)
    {
        var first = _arguments.Count;
        AddArguments(call, moves);
        _instructions.Add(new Instruction
        {
            Kind = call.IsSerial ? InstructionKind.Call : InstructionKind.SharedCall,
            Code = CpuKernels.Compile(call.Kernel),
            Arguments = first,
            Tiles = call.Tiles,
        });
    }

    private void AddArguments(KernelCall call, List<(int Argument, nint Step)> moves)
    {
        foreach (var place in call.Buffers)
        {
            if (place.Step != 0) moves.Add((_arguments.Count, (nint)place.Step));
            if (place.Region == Region.Scratch) _scratch.Add(_arguments.Count);
            _arguments.Add(_address(place));
        }

        foreach (var size in call.Sizes) _arguments.Add(size);
    }

    /// <summary>To the team of threads all bands are one call, and each of them is a tile.</summary>
    private void Add(Bands bands)
    {
        var first = _arguments.Count;
        var calls = new List<BandCall>();
        var moves = new List<BandMove>();
        foreach (var call in bands.Body)
        {
            calls.Add(new BandCall(CpuKernels.Compile(call.Kernel), _arguments.Count - first, call.Tiles));
            for (var i = 0; i < call.Buffers.Count; i++)
                if (call.Buffers[i].BandSteps is { Count: > 0 } steps)
                    moves.Add(new BandMove(_arguments.Count + i - first, _address(call.Buffers[i]), [.. steps.Select(s => (nint)s)]));
            AddArguments(call, []);
        }

        _instructions.Add(new Instruction
        {
            Kind = bands.IsSerial ? InstructionKind.Call : InstructionKind.SharedCall,
            Code = new BandCode([.. bands.Axes], [.. calls], [.. moves]).Run,
            Arguments = first,
            Tiles = bands.Count,
        });
    }

    private void Add(Repeat loop)
    {
        var begin = _instructions.Count;
        var moves = new List<(int Argument, nint Step)>();
        _instructions.Add(default);
        Add(loop.Body, moves);
        _instructions.Add(new Instruction { Kind = InstructionKind.Next, Target = begin });
        _instructions[begin] = new Instruction
        {
            Kind = InstructionKind.Repeat,
            Loop = new Loop(loop.Count, AddressOf(loop.Limit), AddressOf(loop.Condition), [.. moves]),
            Target = _instructions.Count,
        };
    }

    private void Add(Branch branch, List<(int Argument, nint Step)> moves)
    {
        var test = _instructions.Count;
        _instructions.Add(default);
        Add(branch.Then, moves);
        var jump = _instructions.Count;
        _instructions.Add(default);
        Add(branch.Otherwise, moves);
        _instructions[test] = new Instruction
        {
            Kind = InstructionKind.JumpIfZero,
            Address = _address(branch.Condition),
            Target = jump + 1,
        };
        _instructions[jump] = new Instruction { Kind = InstructionKind.Jump, Target = _instructions.Count };
    }

    private nint AddressOf(Placement? place) => place is { } given ? _address(given) : 0;
}
