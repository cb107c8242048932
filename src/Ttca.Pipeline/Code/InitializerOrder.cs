using Mono.Cecil;
using Mono.Cecil.Cil;
using IlCode = Mono.Cecil.Cil.Code;

namespace Ttca.Pipeline.Code;

/// <summary>
/// A constructor begins with the initialisers of fields and properties, in their order in the source. Neighbours that only make constants
/// and objects of the base library can't tell in which order they ran: they are sorted by the field's name, so that reordering
/// declarations changes nothing. Whatever calls other code keeps its place: it could draw random numbers, or read another field.
/// </summary>
internal static class InitializerOrder
{
    /// <summary>The instructions of <paramref name="method"/>, in the order that they are to be hashed in.</summary>
    public static IReadOnlyList<Instruction> Of(MethodDefinition method)
    {
        var all = method.Body.Instructions;
        if (!method.IsConstructor)
        {
            return [.. all];
        }

        var ordered = new List<Instruction>(all.Count);
        var run = new List<(string Field, List<Instruction> Segment)>();
        foreach (var (field, segment) in Segments(method))
        {
            if (segment.TrueForAll(instruction => IsSilent(instruction, method.IsStatic)))
            {
                run.Add((field, segment));
            }
            else
            {
                Flush();
                ordered.AddRange(segment);
            }
        }

        Flush();
        ordered.AddRange(all.Skip(ordered.Count));
        return ordered;

        void Flush()
        {
            ordered.AddRange(run.OrderBy(pair => pair.Field, StringComparer.Ordinal).SelectMany(pair => pair.Segment));
            run.Clear();
        }
    }

    /// <summary>
    /// Stretches of straight code from an empty stack to a store into a field of the type itself that leaves it empty again.
    /// </summary>
    private static IEnumerable<(string Field, List<Instruction> Segment)> Segments(MethodDefinition method)
    {
        var segment = new List<Instruction>();
        var depth = 0;
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.OpCode.FlowControl is not (FlowControl.Next or FlowControl.Call or FlowControl.Meta))
            {
                yield break;
            }

            segment.Add(instruction);
            depth += Pushed(instruction) - Popped(instruction);
            if (depth != 0)
            {
                continue;
            }

            if (instruction.OpCode.Code is not (IlCode.Stfld or IlCode.Stsfld)
                || ((FieldReference)instruction.Operand).DeclaringType.GetElementType() != method.DeclaringType)
            {
                yield break; // the call of the base constructor: initialisers end here
            }

            yield return (((FieldReference)instruction.Operand).Name, segment);
            segment = [];
        }
    }

    /// <summary>Neither reads what another initialiser may have written nor runs code that could.</summary>
    private static bool IsSilent(Instruction instruction, bool isStatic) => instruction.Operand switch
    {
        MethodReference { Name: ".ctor" } constructor => IsBaseLibrary(constructor.DeclaringType)
            || constructor.DeclaringType.Name.StartsWith("<>z__", StringComparison.Ordinal),
        MethodReference method => IsBaseLibrary(method.DeclaringType) && IsSilentCall(method),
        FieldReference => instruction.OpCode.Code is IlCode.Ldtoken || instruction.OpCode.Code == (isStatic ? IlCode.Stsfld : IlCode.Stfld),
        ParameterDefinition => false,
        _ => instruction.OpCode.Code is not (>= IlCode.Ldarg_1 and <= IlCode.Ldarg_3),
    };

    /// <summary>Arrays, and collection initialisers whose items have no code of ours to hash or compare them.</summary>
    private static bool IsSilentCall(MethodReference method) => method.Name switch
    {
        "InitializeArray" or "CreateSpan" => true,
        "Empty" => method.DeclaringType.FullName == "System.Array",
        "Add" or "set_Item" => method.DeclaringType is GenericInstanceType { GenericArguments: var arguments }
            && arguments.All(IsBaseLibrary),
        _ => false,
    };

    private static bool IsBaseLibrary(TypeReference type) =>
        type.Scope is AssemblyNameReference
            { Name: "System.Runtime" or "System.Collections" or "System.Memory" or "System.Private.CoreLib" }
        && type.Namespace is "System" or "System.Collections.Generic" or "System.Runtime.CompilerServices";

    private static int Pushed(Instruction instruction) => instruction.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush => instruction.Operand is IMethodSignature { ReturnType.MetadataType: MetadataType.Void } ? 0 : 1,
        _ => 1,
    };

    private static int Popped(Instruction instruction) => instruction.OpCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi
        or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
            or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        StackBehaviour.Varpop when instruction.Operand is IMethodSignature method =>
            method.Parameters.Count + (method.HasThis && instruction.OpCode.Code != IlCode.Newobj ? 1 : 0),
        _ => 3,
    };
}
