using Bantam.Plans;
using Bantam.Targets.Cpu;

namespace Bantam.Execution;

/// <summary>What an instruction does.</summary>
internal enum InstructionKind
{
    /// <summary>Calls a kernel for all of its tiles, or what <see cref="Plans.Bands"/> do for all bands.</summary>
    Call,

    /// <summary>The same where the threads share them out.</summary>
    SharedCall,

    /// <summary>Evaluates an operator.</summary>
    Host,

    /// <summary>Begins a loop, or leaves it where there is no first round.</summary>
    Repeat,

    /// <summary>Ends a round of a loop.</summary>
    Next,

    /// <summary>Goes on elsewhere.</summary>
    Jump,

    /// <summary>Goes on elsewhere where a byte is 0.</summary>
    JumpIfZero,
}

/// <summary>One step of a compiled plan.</summary>
internal struct Instruction
{
    public InstructionKind Kind;

    /// <summary>Of a call: the kernel.</summary>
    public KernelCode Code;

    /// <summary>Of a call: which argument is its first.</summary>
    public int Arguments;

    /// <summary>Of a call: how many tiles there are.</summary>
    public int Tiles;

    /// <summary>The instruction to go on with: of a loop the one behind it, of its end its beginning.</summary>
    public int Target;

    /// <summary>Of a branch: where its byte lies.</summary>
    public nint Address;

    public HostCall Host;
    public Loop Loop;
}

/// <summary>A loop of a compiled plan.</summary>
/// <param name="Count">The most rounds.</param>
/// <param name="Limit">Where another limit of them lies, as Int64; 0 where there is none.</param>
/// <param name="Condition">Where the byte lies that goes on while it is not 0; 0 where there is none.</param>
/// <param name="Moves">The arguments that move on after each round, and by how many bytes.</param>
internal sealed record Loop(long Count, nint Limit, nint Condition, (int Argument, nint Step)[] Moves);
