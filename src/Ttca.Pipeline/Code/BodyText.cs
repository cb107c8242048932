using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Ttca.Pipeline.Code;

/// <summary>Writes a method's body: jumps by index of the instruction, never by offset or token.</summary>
internal sealed class BodyText(UnitText unit, StringBuilder text)
{
    public void Write(MethodDefinition method)
    {
        if (CodeNames.IsOfRecord(method))
        {
            WriteMembersOfRecord(method);
            return;
        }

        var body = method.Body;
        unit.Append($"\nlocals init:{body.InitLocals} ");
        foreach (var variable in body.Variables)
        {
            unit.Name(variable.VariableType);
            text.Append(',');
        }

        var instructions = InitializerOrder.Of(method);
        var indexes = instructions.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        foreach (var instruction in instructions)
        {
            unit.Append($"\n{instruction.OpCode.Name} ");
            WriteOperand(instruction.Operand, indexes);
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            unit.Append(
                $"\n{handler.HandlerType} {At(handler.TryStart)} {At(handler.TryEnd)} {At(handler.FilterStart)} "
                    + $"{At(handler.HandlerStart)} {At(handler.HandlerEnd)} ");
            if (handler.CatchType is not null)
            {
                unit.Name(handler.CatchType);
            }
        }

        int At(Instruction? instruction) => instruction is null ? -1 : indexes[instruction];
    }

    /// <summary>
    /// Which members a record compares and prints; in alphabetical order, as the source's order is no change of behaviour.
    /// </summary>
    private void WriteMembersOfRecord(MethodDefinition method)
    {
        var members = method.Body.Instructions.Select(instruction => (instruction.Operand as MemberReference)?.FullName).OfType<string>();
        foreach (var member in members.Distinct().Order(StringComparer.Ordinal))
        {
            unit.Append($"\n{member}");
        }
    }

    private void WriteOperand(object? operand, Dictionary<Instruction, int> indexes)
    {
        switch (operand)
        {
            case null:
                break;
            case string literal:
                unit.Quote(literal);
                break;
            case TypeReference type:
                unit.Name(type);
                break;
            case MethodReference method:
                unit.Name(method);
                break;
            case FieldReference field:
                unit.Name(field);
                break;
            case Instruction target:
                unit.Append($"{indexes[target]}");
                break;
            case Instruction[] targets:
                unit.Append($"{string.Join(',', targets.Select(target => indexes[target]))}");
                break;
            case VariableDefinition variable:
                unit.Append($"local {variable.Index}");
                break;
            case ParameterDefinition parameter:
                unit.Append($"argument {parameter.Index}");
                break;
            case float number:
                unit.Append($"{BitConverter.SingleToInt32Bits(number):x8}");
                break;
            case double number:
                unit.Append($"{BitConverter.DoubleToInt64Bits(number):x16}");
                break;
            case CallSite site:
                unit.Append($"{site.CallingConvention} {site.HasThis} ");
                unit.Name(site.ReturnType);
                foreach (var parameter in site.Parameters)
                {
                    text.Append(',');
                    unit.Name(parameter.ParameterType);
                }

                break;
            default: // the integer types
                unit.Append($"{operand}");
                break;
        }
    }
}
